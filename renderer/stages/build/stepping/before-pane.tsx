import { useState } from 'react'
import type { RecordStory, Stage } from '#engine'
import { t } from '../../../text/index.ts'
import { Button } from '../../../ui/index.ts'
import { FieldTable } from '../story/field-table.tsx'
import { fieldRows } from './changes.ts'
import { Pane } from './pane.tsx'
import { TryForm } from './try-form.tsx'
import { wrongFields } from './wrong-fields.ts'

export interface BeforePaneProps {
  stage: Stage
  story: RecordStory
  /** It was made of another record. */
  isPart: boolean
  /** Title of the step it came from. */
  from?: string
}

/** The record as it came; the fields that the step touches first. Other values can be tried from here. */
export function BeforePane({ stage, story, isPart, from }: BeforePaneProps) {
  const [trying, setTrying] = useState(false)
  const wrong = wrongFields(stage.reason)
  const rows = fieldRows(stage.before, stage.after, wrong).filter((row) => 'before' in row)
  return (
    <Pane title={t('walk.before')} note={cameFrom(from, isPart)}>
      {story.madeOf && story.stages[0] === stage && <MadeOf {...story.madeOf} />}
      {trying ? (
        <TryForm stage={stage} onClose={() => setTrying(false)} />
      ) : (
        <>
          <div className="px-4 pb-3 large:px-6">
            <Button size="tight" icon="flask" onClick={() => setTrying(true)}>
              {t('try.values')}
            </Button>
          </div>
          <FieldTable rows={rows} side="before" wrong={wrong} />
        </>
      )}
    </Pane>
  )
}

function cameFrom(from: string | undefined, isPart: boolean): string {
  if (from) return t('walk.before-from', { step: from })
  return t(isPart ? 'into.before-made' : 'walk.before-start')
}

const MadeOf = ({ labels, total }: NonNullable<RecordStory['madeOf']>) => (
  <p className="mx-4 mb-3 rounded-card border border-hairline bg-canvas px-3 py-2 text-13 large:mx-6">
    {t('into.made-of', { labels: labels.join(', '), more: total - labels.length })}
  </p>
)
