import type { ReactNode } from 'react'
import type { ChecklistRow } from '#engine'
import { t } from '../../text/index.ts'
import { Icon, type IconName, joinClasses } from '../../ui/index.ts'

const STATE_ICON: Record<ChecklistRow['state'], IconName> = { good: 'check', missing: 'warning', stale: 'clock' }

/** One row: quiet when good, tinted with what is missing and the button that mends it when not. */
export function RowFrame({
  row,
  icon,
  end,
  children,
}: {
  row: ChecklistRow
  icon?: IconName
  end?: ReactNode
  children?: ReactNode
}) {
  const good = row.state === 'good'
  return (
    <li
      className={joinClasses(
        'border-t border-hairline px-5 text-13',
        good ? 'py-1.5' : 'border-l-3 border-l-rejected bg-tint-rejected py-2.5 pl-4.25',
      )}
    >
      <div className="flex items-start gap-2.5">
        <Icon
          name={good && icon ? icon : STATE_ICON[row.state]}
          size={16}
          className={joinClasses('mt-px', good ? 'text-success' : 'text-rejected')}
        />
        <span className="sr-only">{t(`launch.${row.state}`, { title: row.title })}</span>
        <p className="min-w-0 flex-1">
          <span aria-hidden="true" className={joinClasses('mr-2', !good && 'block font-strong')}>
            {row.state === 'stale' ? t('launch.stale', { title: row.title }) : row.title}
          </span>
          <span className={good ? 'text-muted' : undefined}>{row.evidence}</span>
        </p>
        {end}
      </div>
      {children}
    </li>
  )
}
