/** A value of a record: in its own face, never missing without a word, lists as lists, and never longer than a glance unless asked. */
import { useState } from 'react'
import type { Json } from '#engine'
import { t } from '../../../text/index.ts'
import { shown } from '../stepping/changes.ts'

/** Characters, and entries of a list, shown before the rest is asked for. */
const GLANCE = 240
const ENTRIES = 12

export function ValueText({ value, absent = false }: { value: Json | undefined; absent?: boolean }) {
  if (absent) return <i className="text-muted">{t('value.none')}</i>
  if (isNested(value)) return <NestedValue value={value} />
  if (Array.isArray(value)) return <i className="text-muted">{t('value.empty-list')}</i>
  const text = shown(value)
  return text === '' ? <i className="text-muted">{t('value.blank')}</i> : <PlainValue text={text} />
}

function PlainValue({ text }: { text: string }) {
  const [all, setAll] = useState(false)
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

type Nested = Json[] | { [field: string]: Json }

const isNested = (value: Json | undefined): value is Nested =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

/** A value with values inside: lists entry by entry and objects field by field, never as code. */
function NestedValue({ value }: { value: Nested }) {
  const [all, setAll] = useState(false)
  const entries = Object.entries(value)
  const told = all ? entries : entries.slice(0, ENTRIES)
  return (
    <>
      {Array.isArray(value) ? <Listed entries={told} /> : <Fields entries={told} />}
      {entries.length > ENTRIES && (
        <button type="button" className="link text-12" onClick={() => setAll(!all)}>
          {all ? t('value.less') : t('value.more-entries', { count: entries.length })}
        </button>
      )}
    </>
  )
}

type Entries = readonly (readonly [string, Json])[]

const Listed = ({ entries }: { entries: Entries }) => (
  <ol className="flex list-decimal flex-col gap-1 pl-6 marker:text-12 marker:text-muted">
    {entries.map(([at, value]) => (
      <li key={at}>
        <ValueText value={value} />
      </li>
    ))}
  </ol>
)

const Fields = ({ entries }: { entries: Entries }) => (
  <dl className="flex flex-col gap-0.5 border-l border-hairline pl-2">
    {entries.map(([field, value]) => (
      <div key={field} className={isNested(value) ? '' : 'flex flex-wrap items-baseline gap-x-1.5'}>
        <dt className="text-12 break-words text-muted">{field}</dt>
        <dd className="min-w-0">
          <ValueText value={value} />
        </dd>
      </div>
    ))}
  </dl>
)
