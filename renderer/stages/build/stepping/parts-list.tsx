/** What a record goes on as from here, to step into; and what it waits for where it is gathered with others. */
import type { Data, RecordStory } from '#engine'
import { useStepping } from '../../../state/step-store.ts'
import { partsAt } from '../../../state/step-stories.ts'
import { t } from '../../../text/index.ts'
import { Icon, PortMark } from '../../../ui/index.ts'
import { OUTCOME_LOOKS } from '../results/outcome.ts'
import { titleOf, valueIn } from './changes.ts'
import { partName } from './part-name.ts'

/** Parts listed at once; of more the last of the list says so. */
const LISTED = 100

export function PartsList({ story, stage }: { story: RecordStory; stage: number }) {
  const into = useStepping((state) => state.into)
  const parts = partsAt(story, stage)
  if (parts.length === 0) return null
  const total = story.partsTotal ?? parts.length
  return (
    <section className="mx-4 mb-3 rounded-card border border-hairline bg-canvas large:mx-6">
      <h3 className="px-3 pt-2 pb-1 text-13 font-strong">{t('into.parts', { count: total })}</h3>
      <ul className="max-h-72 overflow-y-auto pb-1">
        {parts.slice(0, LISTED).map((part) => (
          <li key={part.walkId ?? part.label}>
            <button
              type="button"
              aria-label={`${t('into.step', { label: partName(part, story) })}${part.outcome ? `, ${t(`outcome.${part.outcome}`)}` : ''}`}
              title={part.outcome && t(`outcome.${part.outcome}`)}
              onClick={() => into((story.parts ?? []).indexOf(part))}
              className="flex w-full items-center gap-2 px-3 py-1.5 text-left text-13 hover:bg-sunken"
            >
              {part.outcome && <PortMark port={OUTCOME_LOOKS[part.outcome].port} size={11} />}
              <span className="font-strong whitespace-nowrap">{partName(part, story)}</span>
              <span className="min-w-0 flex-1 truncate font-record text-12 text-muted">
                {titleOf(ownData(part, story.stages[stage]?.before))}
              </span>
              <Icon name="right" size={14} className="text-muted" />
            </button>
          </li>
        ))}
      </ul>
      {total > parts.length && (
        <p className="border-t border-hairline px-3 py-1.5 text-12 text-muted">
          {t('into.rest', { shown: parts.length })}
        </p>
      )}
    </section>
  )
}

/** What a part has of its own, to tell it from the others; all of it where it has nothing. */
function ownData({ stages }: RecordStory, of: Data | undefined): Data {
  const data = stages[0]?.before ?? {}
  const own = Object.entries(data).filter(
    ([field, value]) => JSON.stringify(valueIn(of, field)) !== JSON.stringify(value),
  )
  return own.length > 0 ? Object.fromEntries(own) : data
}

export function GatheringNote({ story }: { story: RecordStory }) {
  const { gathering } = story
  if (!gathering) return null
  return (
    <p className="mx-4 mb-3 rounded-card border border-hairline bg-canvas px-3 py-2 text-13 large:mx-6">
      {t('into.waits', { total: gathering.total })} {t('into.ahead', { ahead: gathering.ahead })}
    </p>
  )
}
