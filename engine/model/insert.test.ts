import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyFlow, anyId, emptyFlow } from '../../test/arbitrary/flow.ts'
import { STEP_KINDS } from '../steps/index.ts'
import { applyEdit } from './edits.ts'
import { type Flow, flowSchema, type Position, type Wire } from './flow.ts'
import { freshId } from './ids.ts'
import { addAfter, addStep, connectTo, fitsOnWire, insertOnWire, newStep, removeAndHeal } from './insert.ts'
import { CARD } from './insert-room.ts'
import { legalTargets } from './insert-targets.ts'

const kinds = STEP_KINDS.map(({ kind }) => kind)
const wire = (id: string, from: string, to: string): Wire => ({
  id,
  from: { step: from, port: 'main' },
  to: { step: to },
})
const clean = (title: string) => ({ kind: 'clean', title, settings: {} })

/** A chain of steps with these places, wired in order. */
const chain = (places: Position[]): Flow => {
  const ids = places.map((_, index) => `s${index}`)
  return {
    ...emptyFlow(),
    steps: Object.fromEntries(ids.map((id) => [id, clean(id)])),
    wires: ids.slice(1).map((id, index) => wire(`w${index}`, `s${index}`, id)),
    layout: Object.fromEntries(ids.map((id, index) => [id, places[index] ?? { x: 0, y: 0 }])),
  }
}

const overlaps = (flow: Flow) => {
  const places = Object.values(flow.layout)
  return places.some((a, index) =>
    places.slice(index + 1).some((b) => Math.abs(a.x - b.x) < CARD.width && Math.abs(a.y - b.y) < CARD.height),
  )
}

const tidyPlaces = fc
  .array(fc.record({ x: fc.integer({ min: -20, max: 150 }), y: fc.integer({ min: -20, max: 60 }) }), {
    minLength: 2,
    maxLength: 10,
  })
  .map((places) => places.map(({ x, y }) => ({ x: x * 8, y: y * 8 })))
  .filter((places) => !overlaps(chain(places)))

test('a step on a wire splits it, makes room without overlap, and is one undo', () => {
  fc.assert(
    fc.property(tidyPlaces, fc.nat(), fc.constantFrom(...kinds.filter(fitsOnWire)), (places, pick, kind) => {
      const flow = chain(places)
      const split = flow.wires[pick % flow.wires.length]
      const inserted = insertOnWire(flow, split?.id ?? '', kind)
      if (!split || !inserted) throw new Error('nothing was inserted')
      const { flow: next, inverse } = applyEdit(flow, inserted.edit)
      expect(overlaps(next)).toBe(false)
      expect(next.wires).toHaveLength(flow.wires.length + 1)
      expect(next.wires.filter((one) => one.to.step === inserted.id)).toMatchObject([
        { id: split.id, from: split.from },
      ])
      expect(next.wires.filter((one) => one.from.step === inserted.id)).toMatchObject([{ to: split.to }])
      expect(flowSchema.safeParse(next).success).toBe(true)
      const at = next.layout[inserted.id]
      expect([(at?.x ?? 1) % 8, (at?.y ?? 1) % 8].map(Math.abs)).toEqual([0, 0])
      expect(applyEdit(next, inverse).flow).toEqual(flow)
    }),
    { numRuns: 500 },
  )
})

test('in a row, what is to the right moves on and the rest stays', () => {
  const flow = chain([
    { x: 0, y: 0 },
    { x: 296, y: 0 },
    { x: 592, y: 0 },
  ])
  const inserted = insertOnWire(flow, 'w0', 'check')
  const next = applyEdit(flow, inserted?.edit ?? { kind: 'batch', edits: [] }).flow
  expect(next.layout).toMatchObject({ s0: { x: 0 }, check: { x: 296, y: 0 }, s1: { x: 592 }, s2: { x: 888 } })
})

test('a start or an end does not go onto a wire, nor anything onto a wire that is gone', () => {
  const flow = chain([
    { x: 0, y: 0 },
    { x: 296, y: 0 },
  ])
  const bare = STEP_KINDS.filter(({ group }) => group === 'start' || group === 'end').map(({ kind }) => kind)
  expect(kinds.filter((kind) => insertOnWire(flow, 'w0', kind) === undefined)).toEqual(bare)
  expect(insertOnWire(flow, 'gone', 'clean')).toBeUndefined()
  expect(addAfter(flow, 's1', 'read-file')).toBeUndefined()
  expect(addAfter(flow, 's1', 'end', 'duplicate')).toBeUndefined()
})

test('adding after a step connects it, or goes onto the wire that is there', () => {
  const flow = chain([
    { x: 0, y: 0 },
    { x: 296, y: 0 },
  ])
  const last = addAfter(flow, 's1', 'end')
  const after = applyEdit(flow, last?.edit ?? { kind: 'batch', edits: [] }).flow
  expect(after.wires.at(-1)).toMatchObject({ from: { step: 's1', port: 'main' }, to: { step: 'end' } })
  expect(after.layout.end).toEqual({ x: 592, y: 0 })
  const between = addAfter(flow, 's0', 'check')
  const split = applyEdit(flow, between?.edit ?? { kind: 'batch', edits: [] }).flow
  expect(split.wires.map(({ from, to }) => [from.step, to.step])).toEqual([
    ['s0', 'check'],
    ['check', 's1'],
  ])
})

test('new steps have free ids and titles, and every kind starts with its defaults', () => {
  fc.assert(
    fc.property(anyFlow, fc.constantFrom(...kinds), (flow, kind) => {
      const { id, step } = newStep(kind, flow)
      expect(Object.hasOwn(flow.steps, id)).toBe(false)
      expect(Object.values(flow.steps).map(({ title }) => title)).not.toContain(step.title)
      const next = applyEdit(flow, addStep(flow, kind).edit).flow
      expect(Object.keys(next.steps)).toHaveLength(Object.keys(flow.steps).length + 1)
    }),
  )
  expect(freshId({ ...emptyFlow(), steps: { clean: clean('') } }, 'Clean')).toBe('clean-2')
  expect(freshId(emptyFlow(), 'Prüfung: „Größe“')).toBe('prufung-gro-e')
  expect(freshId(emptyFlow(), '漢字')).toBe('item')
})

test('removing steps heals the gap', () => {
  const flow = chain([
    { x: 0, y: 0 },
    { x: 296, y: 0 },
    { x: 592, y: 0 },
    { x: 888, y: 0 },
  ])
  const next = applyEdit(flow, removeAndHeal(flow, ['s1', 's2', 'gone'])).flow
  expect(Object.keys(next.steps)).toEqual(['s0', 's3'])
  expect(next.wires).toMatchObject([{ from: { step: 's0', port: 'main' }, to: { step: 's3' } }])
  const all = applyEdit(flow, removeAndHeal(flow, ['s0', 's1', 's2', 's3'])).flow
  expect([all.steps, all.wires]).toEqual([{}, []])
})

test('healing never leaves a wire to a step that was removed', () => {
  fc.assert(
    fc.property(anyFlow, fc.array(anyId), (flow, ids) => {
      const { flow: next, inverse } = applyEdit(flow, removeAndHeal(flow, ids))
      const gone = ids.filter((id) => Object.hasOwn(flow.steps, id))
      expect(next.wires.filter((one) => gone.includes(one.from.step) || gone.includes(one.to.step))).toEqual([])
      expect(applyEdit(next, inverse).flow).toEqual(flow)
    }),
  )
})

test('targets that would break the flow say why', () => {
  const flow: Flow = {
    ...chain([
      { x: 0, y: 0 },
      { x: 296, y: 0 },
      { x: 592, y: 0 },
    ]),
  }
  flow.steps.start = { kind: 'webhook', title: '', settings: {} }
  flow.steps.other = clean('other')
  expect(legalTargets(flow, { step: 's1', port: 'main' })).toEqual({
    s0: { legal: false, why: 'cycle' },
    s1: { legal: false, why: 'own-step' },
    s2: { legal: false, why: 'already-wired' },
    start: { legal: false, why: 'source' },
    other: { legal: true },
  })
  expect(legalTargets(flow, { step: 's1', port: 'rejected' }).s2).toEqual({ legal: true })
  const next = applyEdit(flow, connectTo(flow, { step: 's1', port: 'main' }, 'other')).flow
  expect(next.wires.filter(({ from }) => from.step === 's1').map(({ to }) => to.step)).toEqual(['other'])
})
