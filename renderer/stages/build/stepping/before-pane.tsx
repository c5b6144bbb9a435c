import type { Stage } from '#engine'
import { t } from '../../../text/index.ts'
import { FieldTable } from '../story/field-table.tsx'
import { fieldRows } from './changes.ts'
import { Pane } from './pane.tsx'
import { wrongFields } from './wrong-fields.ts'

/** The record as it came; the fields that the step touches first. */
export function BeforePane({ stage, from }: { stage: Stage; from?: string }) {
  const wrong = wrongFields(stage.reason)
  const rows = fieldRows(stage.before, stage.after, wrong).filter((row) => 'before' in row)
  return (
    <Pane title={t('walk.before')} note={from ? t('walk.before-from', { step: from }) : t('walk.before-start')}>
      <FieldTable rows={rows} side="before" wrong={wrong} />
    </Pane>
  )
}
