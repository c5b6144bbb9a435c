/** Changing places with the step before or behind on the happy path, without drawing a single wire by hand. */
import { connectTo, type Edit, type Flow } from '#engine'
import { indexOf, titleOf, view, wireAt } from '../../../canvas/index.ts'
import { t } from '../../../text/index.ts'
import { apply, openFlow } from './drawing.ts'

/** The step that leads here by main, when it is the only way in. */
function before(flow: Flow, step: string): string | undefined {
  const into = indexOf(flow).entering.get(step) ?? []
  const only = into.length === 1 ? into[0] : undefined
  return only?.from.port === 'main' ? only.from.step : undefined
}

/** The edit that puts `later`, which follows `earlier` directly, in front of it. Undefined when `earlier` is a start. */
function swap(flow: Flow, earlier: string, later: string): Edit | undefined {
  const into = indexOf(flow).entering.get(earlier) ?? []
  if (into.length === 0) return undefined
  const onward = wireAt(flow, later, 'main')
  const between = wireAt(flow, earlier, 'main')
  const edits: Edit[] = into.map((wire) => connectTo(flow, wire.from, later))
  edits.push(connectTo(flow, { step: later, port: 'main' }, earlier))
  if (onward) edits.push(connectTo(flow, { step: earlier, port: 'main' }, onward.to.step))
  else if (between) edits.push({ kind: 'disconnect', wire: between.id })
  const [a, b] = [flow.layout[earlier], flow.layout[later]]
  if (a && b) edits.push({ kind: 'move', positions: { [earlier]: b, [later]: a } })
  return { kind: 'batch', edits }
}

export function swapEdit(flow: Flow, step: string, by: -1 | 1): Edit | undefined {
  const other = by < 0 ? before(flow, step) : wireAt(flow, step, 'main')?.to.step
  if (other === undefined) return undefined
  if (by > 0 && before(flow, other) !== step) return undefined
  return by < 0 ? swap(flow, other, step) : swap(flow, step, other)
}

export function reorder(step: string, by: -1 | 1): void {
  const flow = openFlow()
  const edit = flow && swapEdit(flow, step, by)
  if (!flow || !edit) return
  apply(edit, t('did.reorder', { step: titleOf(flow, step) }))
  view.reveal(step)
}
