/** Says that other values were tried, and what else is different because of them. */
import type { RecordStory } from '#engine'
import { type Tried, useStepping } from '../../../state/step-store.ts'
import { differenceOf, storyAt } from '../../../state/step-stories.ts'
import { t } from '../../../text/index.ts'
import { Button, Icon } from '../../../ui/index.ts'

export function TriedBar({ story, tried }: { story: RecordStory; tried: Tried }) {
  const { tryData, path } = useStepping()
  const before = storyAt(tried.whole, tried.path)
  const same = path.join() === tried.path.join()
  return (
    <div
      role="status"
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-hairline bg-tint-accent px-5 text-13 large:px-12"
    >
      <Icon name="flask" size={16} />
      <span>{t('try.tried', { fields: tried.fields.join(', ') })}</span>
      {before && same && (
        <span title={differenceTitle(before, story, tried)}>{differenceText(before, story, tried)}</span>
      )}
      <span className="flex-1" />
      <Button size="tight" icon="undo" onClick={() => void tryData(undefined)}>
        {t('try.undo')}
      </Button>
    </div>
  )
}

function differenceText(before: RecordStory, after: RecordStory, { fields: edited }: Tried): string {
  const { fields, way, outcome } = differenceOf(before, after, edited)
  const what = [
    ...(fields.length > 0 ? [t('try.fields', { count: fields.length })] : []),
    ...(way ? [t('try.way')] : []),
    ...(outcome ? [t('try.outcome')] : []),
  ]
  return what.length === 0 ? t('try.same') : t('try.also', { what: what.join(', ') })
}

const differenceTitle = (before: RecordStory, after: RecordStory, { fields }: Tried): string =>
  differenceOf(before, after, fields).fields.join(', ')
