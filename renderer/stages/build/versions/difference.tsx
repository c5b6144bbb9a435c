import type { DiffGroup } from '#engine'
import type { FlowDifference } from '#protocol'
import { t } from '../../../text/index.ts'

/** What changed between two versions, in sentences under what they are about. */
export function Difference({ from, to, groups }: FlowDifference) {
  if (groups.length === 0) return <p className="text-13 text-muted">{t('versions.same')}</p>
  return (
    <section aria-label={t('versions.changed', { from, to })}>
      <h3 className="pb-2 text-12 text-muted">{t('versions.changed', { from, to })}</h3>
      {groups.map((group) => (
        <div key={`${group.about} ${group.id}`} className="border-t border-hairline py-2 text-13">
          <h4 className="font-strong">{headOf(group)}</h4>
          <ul className="mt-0.5 flex flex-col gap-0.5">
            {numbered(group).map(({ key, line: { words, kind } }) => (
              <li key={key} className="break-words">
                {words}
                {kind === 'breaking' && <span className="ml-1.5 text-rejected">{t('versions.breaking')}</span>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

/** The same sentence may stand there twice: two lines of a list that have one name. */
const numbered = ({ lines }: DiffGroup) => lines.map((line, at) => ({ key: `${at} ${line.words}`, line }))

function headOf({ about, title }: DiffGroup): string {
  if (about === 'flow' || about === 'step' || about === 'wires') return title
  return t(`versions.${about}`, { name: title })
}
