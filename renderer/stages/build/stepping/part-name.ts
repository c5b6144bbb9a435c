/** What a part of a record is called beside it: its number in the list, or how many it was made of. */
import type { RecordStory } from '#engine'
import { t } from '../../../text/index.ts'

export function partName(part: RecordStory, of: RecordStory | undefined): string {
  if (part.madeOf) return t('into.together', { total: part.madeOf.total })
  const start = `${of?.label} · `
  return part.label.startsWith(start) ? t('into.item', { number: part.label.slice(start.length) }) : part.label
}
