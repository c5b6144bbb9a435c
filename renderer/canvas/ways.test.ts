import { expect, test } from 'vitest'
import { type Flow, FORMAT_VERSION, flowSchema, type PortName } from '#engine'
import { CARD, overlaps, portOffset, rectAt } from './geometry.ts'
import { exitName, exitsOf, sizeOf } from './kinds.ts'
import { tidy } from './tidy.ts'
import { wirePath } from './wire-path.ts'

const cases = ['Large', 'Spain', ''].map((name) => ({ name, when: { all: true, list: [] } }))
const kinds = { start: 'webhook', route: 'route', a: 'clean', b: 'clean', c: 'clean', done: 'end' }
const wires: [string, PortName, string][] = [
  ['start', 'main', 'route'],
  ['route', 'case-1', 'a'],
  ['route', 'case-3', 'c'],
  ['route', 'case-2', 'b'],
  ['a', 'main', 'done'],
]
const flow: Flow = flowSchema.parse({
  formatVersion: FORMAT_VERSION,
  id: 'ways',
  name: 'Ways',
  steps: Object.fromEntries(
    Object.entries(kinds).map(([id, kind]) => [id, { kind, title: id, settings: kind === 'route' ? { cases } : {} }]),
  ),
  wires: wires.map(([from, port, to], i) => ({ id: `w${i}`, from: { step: from, port }, to: { step: to } })),
})

test('ways on stand at the right edge, one under the other, by the names that people gave them', () => {
  const exits = exitsOf(flow, 'route')
  expect(exits.map((port) => exitName(flow, 'route', port))).toEqual(['Large', 'Spain', 'Way 3', 'Otherwise'])
  const size = sizeOf(flow, 'route')
  const places = exits.map((port) => portOffset(port, exits, size))
  expect(places.every(({ x }) => x === size.width)).toBe(true)
  expect(places.map(({ y }) => y)).toEqual(places.map(({ y }) => y).toSorted((a, b) => a - b))
  expect(places[0]!.y).toBeGreaterThan(CARD.height)
  expect(places.at(-1)!.y).toBeLessThan(size.height)
})

test('an exit that a wire still leaves by stays in sight', () => {
  const without = { ...flow, steps: { ...flow.steps, route: { ...flow.steps.route!, settings: { cases: [] } } } }
  expect(exitsOf(without, 'route')).toEqual(['case-1', 'case-2', 'case-3', 'otherwise'])
  expect(exitsOf(without, 'route')).toBe(exitsOf(without, 'route'))
})

test('Tidy puts the ways one under the other in the order of their exits, and no card on another', () => {
  const places = tidy({ flow, view: { width: 1600, height: 900 }, sizeOf: (step) => sizeOf(flow, step) })
  const [a, b, c] = [places.a!, places.b!, places.c!]
  expect(a.y).toBeLessThan(b.y)
  expect(b.y).toBeLessThan(c.y)
  expect(new Set([a.x, b.x, c.x]).size).toBe(1)
  const rects = Object.entries(places).map(([step, at]) => rectAt(at, sizeOf(flow, step)))
  rects.forEach((one, i) => {
    for (const other of rects.slice(i + 1)) expect(overlaps(one, other)).toBe(false)
  })
})

test('of two wires that go down from one edge, the lower one turns first', () => {
  const to = rectAt({ x: 200, y: 300 }, CARD)
  const turn = (bend: number) => wirePath({ x: 0, y: 0 }, to, false, bend).points[1]!.x
  expect(turn(8)).toBeLessThan(turn(-8))
})
