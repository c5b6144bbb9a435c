import { beforeEach, expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import { applyEdit, checkFlow, type Flow, insertOnWire } from '#engine'
import { exampleOf } from '#examples'
import { wireAt } from '../../../canvas/index.ts'
import { gapOf } from './remove.ts'
import { swapEdit } from './reorder.ts'
import { isTidy, tidyPlaces, withPlaces } from './tidy-up.ts'

let flow: Flow
beforeEach(() => {
  flow = structuredClone(exampleOf('childcare-sites').flow)
})

const path = (of: Flow, start: string): string[] => {
  const steps = [start]
  for (let to = wireAt(of, start, 'main')?.to.step; to !== undefined; to = wireAt(of, to, 'main')?.to.step)
    steps.push(to)
  return steps
}

const blocking = (of: Flow) => checkFlow(of, { connectors: CONNECTORS }).filter((one) => one.severity === 'blocks')

test('a step changes places with its neighbour, and back', () => {
  const edit = swapEdit(flow, 'check', -1)!
  const swapped = applyEdit(flow, edit)
  expect(path(swapped.flow, 'read-file')).toEqual(['read-file', 'check', 'clean', 'dedupe', 'write'])
  expect(blocking(swapped.flow)).toEqual([])
  const again = applyEdit(swapped.flow, swapEdit(swapped.flow, 'check', 1)!).flow
  expect(path(again, 'read-file')).toEqual(path(flow, 'read-file'))
  expect(applyEdit(swapped.flow, swapped.inverse).flow).toEqual(flow)
})

test('the last step goes forward and its end stays an end', () => {
  const swapped = applyEdit(flow, swapEdit(flow, 'write', -1)!).flow
  expect(path(swapped, 'read-file')).toEqual(['read-file', 'clean', 'check', 'write', 'dedupe'])
})

test('a start stays first', () => {
  expect(swapEdit(flow, 'clean', -1)).toBeUndefined()
  expect(swapEdit(flow, 'read-file', 1)).toBeUndefined()
})

test('a gap in the middle can be healed, one at the end cannot', () => {
  const gap = gapOf(flow, ['check'])!
  expect([gap.from, gap.to]).toEqual(['Clean the site', 'Stop duplicates'])
  const removed = applyEdit(flow, { kind: 'remove-step', id: 'check' }).flow
  const healed = applyEdit(removed, gap.edit).flow
  expect(path(healed, 'read-file')).toEqual(['read-file', 'clean', 'dedupe', 'write'])
  expect(gapOf(flow, ['write'])).toBeUndefined()
})

test('a tidy drawing stays tidy when a step is put into a wire', () => {
  const view = { width: 892, height: 466 }
  expect(isTidy(flow, view)).toBe(true)
  const { edit } = insertOnWire(flow, 'clean-check', 'dedupe')!
  const after = applyEdit(flow, { kind: 'batch', edits: [edit, tidyPlaces(flow, edit, view)] })
  expect(isTidy(after.flow, view)).toBe(true)
  expect(applyEdit(after.flow, after.inverse).flow).toEqual(flow)
})

test('steps without a place get one of their own', () => {
  const view = { width: 892, height: 466 }
  expect(isTidy(withPlaces({ ...flow, layout: {} }, view), view)).toBe(true)
  const { check: _check, write: _write, ...rest } = flow.layout
  const some = withPlaces({ ...flow, layout: rest }, view)
  const places = Object.values(some.layout).map(({ x, y }) => `${x} ${y}`)
  expect(new Set(places).size).toBe(5)
  expect(some.layout.clean).toEqual(flow.layout.clean)
  expect(withPlaces(flow, view)).toBe(flow)
})
