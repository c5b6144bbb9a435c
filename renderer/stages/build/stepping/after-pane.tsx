/** The record as it left, changed fields first; for a write what would be written; at the end the outcome. */
import { EXIT_LABELS, type RecordStory, type Stage } from '#engine'
import { t } from '../../../text/index.ts'
import { PortMark } from '../../../ui/index.ts'
import { OutcomeBadge } from '../results/outcome-badge.tsx'
import { FieldTable } from '../story/field-table.tsx'
import { WriteNote } from '../story/write-note.tsx'
import { fieldRows } from './changes.ts'
import { Pane } from './pane.tsx'
import { GatheringNote, PartsList } from './parts-list.tsx'
import { wrongFields } from './wrong-fields.ts'

export interface AfterPaneProps {
  stage: Stage
  story: RecordStory
  /** Its place in the story, from 0. */
  index: number
  ended: boolean
}

export function AfterPane({ stage, story, index, ended }: AfterPaneProps) {
  const wrong = wrongFields(stage.reason)
  const rows = fieldRows(stage.before, stage.after, wrong)
  const same = rows.every((row) => row.state === 'same')
  return (
    <Pane title={t('walk.after')} note={t(stage.write ? 'walk.after-write' : 'walk.after-note')}>
      {ended && story.outcome && (
        <p className="mx-4 mb-3 flex items-center gap-2 rounded-card border border-hairline bg-canvas px-3 py-2 text-13 large:mx-6">
          {t('walk.outcome')} <OutcomeBadge outcome={story.outcome} />
        </p>
      )}
      {stage.port && stage.port !== 'main' && (
        <p className="mx-4 mb-3 flex items-center gap-1.5 text-13 large:mx-6">
          <PortMark port={stage.port} />
          {t('record.took', { exit: EXIT_LABELS[stage.port] })}
        </p>
      )}
      {ended && <GatheringNote story={story} />}
      <PartsList story={story} stage={index} />
      {stage.write && (
        <div className="mx-4 mb-3 large:mx-6">
          <WriteNote write={stage.write} step={stage.step} />
        </div>
      )}
      {same && !stage.write && <p className="mx-4 mb-2 text-12 text-muted large:mx-6">{t('walk.no-change')}</p>}
      {!stage.write && <FieldTable rows={rows} side="after" wrong={wrong} />}
    </Pane>
  )
}
