import { expect, test } from 'vitest'
import { type Flow, FORMAT_VERSION, flowSchema, type PortName } from '#engine'
import { EXAMPLES, exampleOf } from '#examples'
import { basinOf } from './basin.ts'
import { describeStep } from './card-words.ts'
import { flowOrder } from './flow-order.ts'
import { overlaps, rectAt } from './geometry.ts'
import { sizeOf } from './kinds.ts'
import { tidy } from './tidy.ts'
import { wireUnder } from './wire-hit.ts'
import { wirePath } from './wire-path.ts'

type Sketch = [from: string, port: PortName, to: string][]

/** A flow of those wires; the kind of a step is the beginning of its name. */
function flowOf(wires: Sketch): Flow {
  const names = [...new Set(wires.flatMap(([from, , to]) => [from, to]))]
  return flowSchema.parse({
    formatVersion: FORMAT_VERSION,
    id: 'sketch',
    name: 'Sketch',
    steps: Object.fromEntries(names.map((name) => [name, { kind: name.split('-')[0], title: name }])),
    wires: wires.map(([from, port, to], i) => ({ id: `w${i}`, from: { step: from, port }, to: { step: to } })),
  })
}

const tidied = (flow: Flow, width: number, height: number) =>
  tidy({ flow, view: { width, height }, sizeOf: (step) => sizeOf(flow, step) })

function expectApart(flow: Flow, places: ReturnType<typeof tidy>): void {
  const rects = Object.entries(places).map(([step, at]) => rectAt(at, sizeOf(flow, step)))
  rects.forEach((a, i) => {
    for (const b of rects.slice(i + 1)) expect(overlaps(a, b), JSON.stringify([a, b])).toBe(false)
  })
}

const branching = flowOf([
  ['webhook', 'main', 'clean'],
  ['clean', 'main', 'check'],
  ['check', 'main', 'dedupe'],
  ['dedupe', 'main', 'write'],
  ['check', 'rejected', 'clean-b'],
  ['clean-b', 'main', 'write-b'],
  ['dedupe', 'duplicate', 'end'],
  ['write', 'error', 'write-c'],
])

test('the happy path comes first, then what falls from it', () => {
  expect(flowOrder(branching)).toEqual([
    'webhook',
    'clean',
    'check',
    'dedupe',
    'write',
    'clean-b',
    'write-b',
    'end',
    'write-c',
  ])
})

test('tidy keeps cards apart, the happy path from left to right, and trouble below', () => {
  const places = tidied(branching, 4000, 1000)
  expectApart(branching, places)
  const row = ['webhook', 'clean', 'check', 'dedupe', 'write'].map((step) => places[step]!)
  expect(new Set(row.map((at) => at.y)).size).toBe(1)
  expect(row.map((at) => at.x)).toEqual(row.map((at) => at.x).toSorted((a, b) => a - b))
  for (const below of ['clean-b', 'write-b', 'end', 'write-c']) expect(places[below]!.y).toBeGreaterThan(row[0]!.y)
  for (const at of Object.values(places)) expect([at.x % 8, at.y % 8]).toEqual([0, 0])
})

const short = EXAMPLES.filter(({ flow }) => Object.keys(flow.steps).length <= 5)

test.each(short.map((example) => [example.id, example.flow] as const))(
  '%s is wide enough apart and readable on a small screen',
  (_id, flow) => {
    const places = tidied(flow, 892, 466)
    expectApart(flow, places)
    const right = Math.max(...Object.entries(places).map(([step, at]) => at.x + sizeOf(flow, step).width))
    expect(840 / right).toBeGreaterThanOrEqual(0.8)
  },
)

test('tidy bears circles, lone steps and an empty flow', () => {
  const circle = flowOf([
    ['clean', 'main', 'check'],
    ['check', 'main', 'clean'],
  ])
  expectApart(circle, tidied(circle, 900, 500))
  const lone = { ...branching, wires: [] }
  expectApart(lone, tidied(lone, 900, 500))
  expect(tidied({ ...branching, steps: {}, wires: [] }, 900, 500)).toEqual({})
})

test('a wire is straight where it can be, and comes back above the row it enters', () => {
  const card = { x: 300, y: 0, width: 232, height: 76 }
  expect(wirePath({ x: 232, y: 38 }, card, false).points).toHaveLength(2)
  const back = wirePath({ x: 800, y: 38 }, { ...card, x: 0, y: 220 }, false)
  expect(back.points.at(0)).toEqual({ x: 800, y: 38 })
  expect(back.points.at(-1)).toEqual({ x: 0, y: 258 })
  expect(Math.max(...back.points.slice(1, 4).map((at) => at.y))).toBeLessThan(220)
  expect(wirePath({ x: 340, y: -100 }, card, true).points).toEqual([
    { x: 340, y: -100 },
    { x: 340, y: 0 },
  ])
})

test('only open exits of the lowest row fall into the hold list; duplicates do not', () => {
  const flow = exampleOf('childcare-sites').flow
  const basin = basinOf(flow)
  expect(basin?.falls.map((fall) => `${fall.step} ${fall.port}`)).toEqual([
    'dedupe error',
    'write rejected',
    'write error',
  ])
  expect(basin?.steps.has('check')).toBe(false)
})

test('a card over a wire finds it, unless the card has wires of its own', () => {
  const flow = exampleOf('childcare-sites').flow
  const between = { x: flow.layout.clean!.x + 136, y: flow.layout.clean!.y }
  expect(wireUnder(flow, undefined, between)).toBe('clean-check')
  expect(wireUnder(flow, 'dedupe', between)).toBeUndefined()
  expect(wireUnder(flow, undefined, { x: 4000, y: 4000 })).toBeUndefined()
})

test('a step says where it stands, what is wrong, and where its records go', () => {
  const flow = exampleOf('childcare-sites').flow
  expect(describeStep(flow, [], 'check')).toBe(
    'Check the site, step 3 of 5, continues to Stop duplicates, Failed check goes to the hold list',
  )
  const problem = { code: 'setting.missing', severity: 'blocks', at: { step: 'dedupe' }, values: {} } as const
  expect(describeStep(flow, [problem], 'dedupe')).toBe(
    'Stop duplicates, step 4 of 5, has 1 problem, continues to Create or update the site, Already seen ends there, counted, Couldn’t deliver goes to the hold list',
  )
})
