/** Fields with their old and new value. An old value that could not be read says so; it is never left blank. */
import type { FieldChange, Json } from '#engine'
import { t } from '../../../text/index.ts'
import { Icon } from '../../../ui/index.ts'
import { shown } from '../stepping/changes.ts'

export function ChangeList({ changes }: { changes: readonly FieldChange[] }) {
  return (
    <dl className="flex flex-col gap-1">
      {changes.map((change) => (
        <div key={change.field} className="grid grid-cols-[minmax(72px,34%)_1fr] items-baseline gap-2 text-13">
          <dt className="truncate text-muted" title={change.field}>
            {change.field}
          </dt>
          <dd className="min-w-0">
            <OldNew change={change} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** `745.00 → 745.50` in the face of record values. */
export function OldNew({ change }: { change: FieldChange }) {
  return (
    <span className="inline-flex max-w-full flex-wrap items-baseline gap-1 font-record text-12">
      <Old change={change} />
      <Icon name="to" size={12} className="translate-y-px text-muted" />
      <ins className="rounded-[3px] bg-tint-success px-1 break-words text-ink no-underline">{wordFor(change.new)}</ins>
    </span>
  )
}

function Old({ change }: { change: FieldChange }) {
  if (!('old' in change) || change.old === undefined) return <i className="text-muted">{t('writes.unknown')}</i>
  const text = shown(change.old)
  if (text === '') return <span className="text-muted">{t('writes.nothing')}</span>
  return <s className="break-words text-muted no-underline">{text}</s>
}

const wordFor = (value: Json | undefined): string => {
  const text = shown(value)
  return text === '' ? t('writes.blank') : text
}
