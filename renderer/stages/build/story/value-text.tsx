/** A value of a record: in its own face, never missing without a word, and never longer than a glance unless asked. */
import { useState } from 'react'
import type { Json } from '#engine'
import { t } from '../../../text/index.ts'
import { shown } from '../stepping/changes.ts'

/** Characters shown before the rest is asked for. */
const GLANCE = 240

export function ValueText({ value, absent = false }: { value: Json | undefined; absent?: boolean }) {
  const [all, setAll] = useState(false)
  const text = shown(value)
  if (absent) return <i className="text-muted">{t('value.none')}</i>
  if (text === '') return <i className="text-muted">{t('value.blank')}</i>
  if (text.length <= GLANCE) return <span className="font-record break-words whitespace-pre-wrap">{text}</span>
  return (
    <span className="font-record break-words whitespace-pre-wrap">
      {all ? text : `${text.slice(0, GLANCE)}…`}{' '}
      <button type="button" className="link font-ui text-12" onClick={() => setAll(!all)}>
        {all ? t('value.less') : t('value.more', { count: text.length })}
      </button>
    </span>
  )
}
