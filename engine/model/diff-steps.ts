/** What changed in the steps and between them. */
import type { Connector } from '../connect/declare.ts'
import { stepKind } from '../steps/index.ts'
import { diffSettings } from './diff-settings.ts'
import type { DiffGroup, DiffLine } from './diff-shape.ts'
import { joined, quoted } from './diff-values.ts'
import { diffWires, nameOfStep } from './diff-wires.ts'
import type { Flow, Step, Wire } from './flow.ts'
import { own } from './ids.ts'

/** A flow or a sub-flow: what has steps and wires. */
export type Drawing = Pick<Flow, 'steps' | 'wires' | 'contracts' | 'connections' | 'subflows'>

export type Connectors = Readonly<Record<string, Connector>>

/** Groups in the order in which records come to the steps, then the steps that are gone, then the wires. */
export function diffSteps(before: Drawing, after: Drawing, connectors: Connectors): DiffGroup[] {
  const into = Map.groupBy(after.wires, ({ to }) => to.step)
  const outOf = Map.groupBy(after.wires, ({ from }) => from.step)
  const kept = inOrder(after).flatMap((id): DiffGroup[] => {
    const was = own(before.steps, id)
    const now = own(after.steps, id)
    if (!now || was === now) return []
    const group = { about: 'step' as const, id, title: nameOfStep(after, id) }
    if (!was) {
      const lines = addedLines(after, id, now, into.get(id) ?? [], outOf.get(id) ?? [])
      return [{ ...group, change: 'added', lines }]
    }
    const lines = changedLines(was, now, { before, after, connectors })
    return lines.length > 0 ? [{ ...group, change: 'changed', lines }] : []
  })
  const gone = inOrder(before).filter((id) => own(before.steps, id) && !own(after.steps, id))
  const wires = diffWires(before, after, {
    came: ({ from, to }) =>
      from.port === 'main' && [from.step, to.step].some((id) => !own(before.steps, id) && own(after.steps, id)),
    went: ({ from, to }) => [from.step, to.step].some((id) => own(before.steps, id) && !own(after.steps, id)),
  })
  return [...kept, ...removedGroups(before, gone), ...wireGroup(wires)]
}

const wireGroup = (lines: DiffLine[]): DiffGroup[] =>
  lines.length > 0 ? [{ about: 'wires', id: '', title: 'Wires', change: 'changed', lines }] : []

function removedGroups(before: Drawing, gone: readonly string[]): DiffGroup[] {
  const into = Map.groupBy(before.wires, ({ to }) => to.step)
  return gone.map((id) => {
    const title = nameOfStep(before, id)
    const from = (into.get(id) ?? []).map((wire) => `"${nameOfStep(before, wire.from.step)}"`)
    const where = from.length > 0 ? `, which came after ${joined([...new Set(from)])},` : ''
    return { about: 'step', id, title, change: 'removed', lines: [{ words: `Step "${title}"${where} was removed` }] }
  })
}

function addedLines(flow: Drawing, id: string, step: Step, into: readonly Wire[], outOf: readonly Wire[]): DiffLine[] {
  const names = (ids: readonly string[]) => joined([...new Set(ids)].map((one) => `"${nameOfStep(flow, one)}"`))
  const main = (wires: readonly Wire[]) => wires.filter(({ from }) => from.port === 'main')
  const after = names(main(into).map(({ from }) => from.step))
  const ahead = names(main(outOf).map(({ to }) => to.step))
  const where = [after && ` after ${after}`, ahead && ` before ${ahead}`].filter(Boolean).join(' and')
  const kind = stepKind(step.kind)
  const about = kind && kind.title !== step.title ? ` (${kind.title})` : ''
  return [{ words: `Step "${nameOfStep(flow, id)}"${about} was added${where}` }]
}

function changedLines(
  was: Step,
  now: Step,
  { before, after, connectors }: { before: Drawing; after: Drawing; connectors: Connectors },
): DiffLine[] {
  const lines: DiffLine[] = []
  if (was.title !== now.title) lines.push({ words: `It is now called ${quoted(now.title)} (was ${quoted(was.title)})` })
  if (was.kind !== now.kind) lines.push({ words: `It is now a step "${kindWords(now)}" (was "${kindWords(was)}")` })
  const fields = stepKind(now.kind)?.fields ?? []
  const old = { flow: before, settings: was.settings, connectors }
  lines.push(...diffSettings(fields, old, { flow: after, settings: now.settings, connectors }))
  if (was.note !== now.note) lines.push({ words: noteWords(was.note, now.note) })
  return lines
}

const kindWords = ({ kind }: Step): string => stepKind(kind)?.title ?? kind

function noteWords(was: string | undefined, now: string | undefined): string {
  if (was === undefined) return `A note was added: ${quoted(now ?? '')}`
  return now === undefined ? 'Its note was removed' : `Its note is now ${quoted(now)} (was ${quoted(was)})`
}

/** Ids along the wires from the starts; the rest, and ties, by id, so that the order does not depend on how the flow was saved. */
function inOrder({ steps, wires }: Drawing): string[] {
  const outOf = Map.groupBy(wires, ({ from }) => from.step)
  const entered = new Set(wires.map(({ to }) => to.step))
  const ids = Object.keys(steps).sort()
  const ordered = new Set<string>(ids.filter((id) => !entered.has(id)))
  for (const id of ordered) {
    const next = (outOf.get(id) ?? []).map(({ to }) => to.step)
    for (const one of next.sort()) if (own(steps, one)) ordered.add(one)
  }
  return [...ordered, ...ids.filter((id) => !ordered.has(id))]
}
