/** Fields with their old and new value. An old value that could not be read says so; it is never left blank. */
import type { FieldChange, Json } from '#engine'
import { t } from '../../../text/index.ts'
import { Icon, joinClasses } from '../../../ui/index.ts'
import { shown } from '../stepping/changes.ts'

export interface ChangeListProps {
  changes: readonly FieldChange[]
  /** What a field is called over there. */
  labelOf(field: string): string
}

export function ChangeList({ changes, labelOf }: ChangeListProps) {
  return (
    <dl className="flex flex-col gap-1">
      {changes.map((change) => (
        <div key={change.field} className="grid grid-cols-[minmax(72px,34%)_1fr] items-baseline gap-2 text-13">
          <dt className="truncate text-muted" title={change.field}>
            {labelOf(change.field)}
          </dt>
          <dd className="min-w-0">
            <OldNew change={change} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

export interface OldNewProps {
  change: FieldChange
  /** Long values are cut, for rows of one line. */
  line?: boolean
}

/** `745.00 to 745.50` in the face of record values. */
export function OldNew({ change, line = false }: OldNewProps) {
  const text = wordFor(change.new)
  return (
    <span
      className={joinClasses('inline-flex max-w-full items-baseline gap-1 font-record text-12', !line && 'flex-wrap')}
    >
      <Old change={change} line={line} />
      <Icon name="to" size={12} className="translate-y-px text-muted" />
      <ins
        title={line ? text : undefined}
        className={joinClasses(
          'rounded-[3px] bg-tint-success px-1 text-ink no-underline',
          line ? 'max-w-56 truncate' : 'min-w-0 break-words',
        )}
      >
        {text}
      </ins>
    </span>
  )
}

function Old({ change, line }: Required<OldNewProps>) {
  if (change.old === undefined) return <i className="text-muted">{t('writes.unknown')}</i>
  const text = shown(change.old)
  if (text === '') return <span className="text-muted">{t('writes.nothing')}</span>
  return (
    <s
      title={line ? text : undefined}
      className={joinClasses('text-muted no-underline', line ? 'max-w-40 truncate' : 'min-w-0 break-words')}
    >
      {text}
    </s>
  )
}

const wordFor = (value: Json | undefined): string => {
  const text = shown(value)
  return text === '' ? t('writes.blank') : text
}
