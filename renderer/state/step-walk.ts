/** Stories of the drawing that is open now, each asked for once; another drawing empties them. */
import type { Flow, Outcome, RecordStory } from '#engine'
import type { WalkAnswer } from '#protocol'
import { studio } from '../client/index.ts'

interface Walked {
  total: number
  story: RecordStory
}

const cache: { of?: Flow; rows: Map<number, Walked> } = { rows: new Map() }

export async function walkRow(flow: Flow, row: number, answers: Readonly<Record<string, WalkAnswer>>): Promise<Walked> {
  if (!cache.of || !sameLogic(cache.of, flow)) {
    cache.of = flow
    cache.rows.clear()
  }
  if (Object.keys(answers).length > 0) return studio().runs.walk({ flow, row, answers })
  const { of, rows } = cache
  const known = rows.get(row)
  if (known) return known
  const walked = await studio().runs.walk({ flow, row })
  if (cache.of === of) rows.set(row, walked)
  return walked
}

/** Edits share what they leave alone, so that moving a card keeps the stories and changing a step does not. */
export function sameLogic(a: Flow, b: Flow): boolean {
  const parts = ['id', 'steps', 'wires', 'contracts', 'connections', 'settings', 'subflows', 'frames'] as const
  return parts.every((part) => a[part] === b[part])
}

/** How the rows that were stepped so far ended. */
export const endsSoFar = (): Map<number, Outcome> =>
  new Map([...cache.rows].flatMap(([row, { story }]) => (story.outcome ? [[row, story.outcome] as const] : [])))
