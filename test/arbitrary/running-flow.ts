/** Random flows that can run: nothing stands against them, and every step kind that brings records onward occurs in them. */
import fc from 'fast-check'
import {
  CASES,
  checkFlow,
  exitsOf,
  type Flow,
  type Json,
  type PortName,
  STEP_KINDS,
  type Step,
  type Subflow,
  type Wire,
} from '#engine'
import { flowOf, hand } from '../fixtures/drive-flow.ts'
import { putStep, things } from '../fixtures/things.ts'

/** What follows one after another. A failure exit leads nowhere, to an end, or on with the others. */
export type Piece = { fails: 'nowhere' | 'end' | 'on' } & (
  | { kind: 'step'; step: Omit<Step, 'title'> }
  | { kind: 'write'; field: string }
  | { kind: 'route'; small: Piece[]; other: Piece[] }
  | { kind: 'ways'; ways: Piece[][]; join: Join | undefined }
  | { kind: 'inside'; each: boolean; lost: 'go-on' | 'fail'; chain: Piece[] }
)
type Join = 'origin' | 'fields'

interface Drawing {
  steps: Record<string, Omit<Step, 'title'>>
  wires: string[]
  subflows: Record<string, Subflow>
  /** Ids of steps in all drawings together. */
  next: { n: number }
}

/** The flow of these pieces. */
export function drawn(pieces: readonly Piece[], id = 'flow'): Flow {
  const drawing: Drawing = { steps: { start: hand }, wires: [], subflows: {}, next: { n: 0 } }
  const open = lay(drawing, pieces, ['start'])
  drawing.steps.last = { kind: 'end', settings: {} }
  for (const exit of open) drawing.wires.push(`${exit}>last`)
  const { subflows } = drawing
  return flowOf(drawing.steps, drawing.wires, {
    id,
    contracts,
    ...(Object.keys(subflows).length > 0 ? { subflows } : {}),
  })
}

const contracts: Flow['contracts'] = {
  named: {
    name: 'Named',
    fields: [{ name: 'name', type: 'text', required: true, mayBeBlank: false, maxLength: 20 }],
  },
}

/** Adds pieces behind the open exits; answers the exits that are open then. */
function lay(drawing: Drawing, pieces: readonly Piece[], from: readonly string[]): string[] {
  let open = [...from]
  for (const piece of pieces) open = layOne(drawing, piece, open)
  return open
}

function layOne(drawing: Drawing, piece: Piece, open: readonly string[]): string[] {
  const add = (step: Omit<Step, 'title'>, exits = open): string => {
    const id = `${step.kind}-${++drawing.next.n}`
    drawing.steps[id] = step
    for (const exit of exits) drawing.wires.push(`${exit}>${id}`)
    return id
  }
  const failing = (id: string, ports: readonly PortName[]): string[] => {
    const exits = ports.map((port) => `${id}.${port}`)
    if (piece.fails === 'end' && exits.length > 0) add({ kind: 'end', settings: {} }, exits)
    return piece.fails === 'on' ? exits : []
  }
  switch (piece.kind) {
    case 'step': {
      const id = add(piece.step)
      return [id, ...failing(id, failingExits(piece.step))]
    }
    case 'write': {
      const id = add(putStep([piece.field]))
      return [id, ...failing(id, ['error', 'rejected'])]
    }
    case 'route': {
      const id = add({ kind: 'route', settings: { cases: [{ name: 'Small', when: where('n', 'less-than', '3') }] } })
      const other = lay(drawing, piece.other, [`${id}.otherwise`])
      return [...lay(drawing, piece.small, [`${id}.case-1`]), ...other]
    }
    case 'ways':
      return layWays(drawing, piece, add)
    case 'inside': {
      const subflow = inside(drawing, piece.chain)
      const settings = { subflow, field: 'lines', result: 'list', lost: piece.lost }
      const id = add(piece.each ? { kind: 'each', settings } : { kind: 'subflow', settings: { subflow } })
      return [id, ...failing(id, ['error', 'rejected'])]
    }
  }
}

function layWays(
  drawing: Drawing,
  { ways, join }: Extract<Piece, { kind: 'ways' }>,
  add: (step: Omit<Step, 'title'>, exits?: readonly string[]) => string,
): string[] {
  const id = add({ kind: 'ways', settings: { ways: ways.map((_, index) => ({ name: `Way ${index + 1}` })) } })
  const ends = ways.flatMap((way, index) => lay(drawing, way, [`${id}.case-${index + 1}`]))
  if (!join) return ends
  const rest = { same: 'first', alone: 'go-on', wait: { amount: 1, unit: 'hours' } }
  return [add({ kind: 'join', settings: { by: join, fields: ['key'], ignore: [], ...rest } }, ends)]
}

function inside(drawing: Drawing, chain: readonly Piece[]): string {
  const inner: Drawing = {
    steps: { start: { kind: 'called', settings: {} } },
    wires: [],
    subflows: drawing.subflows,
    next: drawing.next,
  }
  lay(inner, chain, ['start'])
  const id = `sub-${++drawing.next.n}`
  const { steps, wires } = flowOf(inner.steps, inner.wires)
  drawing.subflows[id] = { name: id, flow: id, hash: 'h', steps, wires: wires as Wire[], contracts }
  return id
}

/** The exits of a step by which its records do not simply go on. */
const failingExits = ({ kind, settings }: Omit<Step, 'title'>): PortName[] =>
  STEP_KINDS.filter((one) => one.kind === kind).flatMap((known) =>
    exitsOf(known, settings).filter((port) => port !== 'main' && port !== 'otherwise' && !CASES.includes(port)),
  )

const where = (field: string, is: string, value: string): Json => ({ all: true, list: [{ field, is, value }] })
const step = (kind: string, settings: Record<string, Json>) => ({ kind, settings })

const SHAPES = [
  step('map', { keep: 'others', lines: [{ to: 'loud', from: ['name'], how: 'upper', value: '' }] }),
  step('clean', { rules: [{ field: 'name', rules: ['trim'] }] }),
  step('check', { contract: 'named' }),
  step('filter', { keep: where('name', 'filled', '') }),
  step('formula', { formula: 'name', answer: 'field', into: 'said' }),
  step('formula', { formula: '$uppercase($string(name))', answer: 'field', into: 'said' }),
]
/** Steps that wait for something. */
const WAITS = [
  step('wait', { time: { amount: 2, unit: 'seconds' } }),
  step('pace', { most: 2, per: { amount: 1, unit: 'seconds' } }),
  step('approve', {
    question: 'May it?',
    person: 'Ann',
    fields: [],
    ...{ reminds: false, escalates: false, expires: true, expire: { amount: 2, unit: 'minutes' } },
  }),
  step('look-up', {
    ...{ connection: 'things', operation: 'put', matchField: 'key', key: { fields: ['key'], ignore: [] } },
    ...{ take: ['name'], prefix: 'there_', idInto: '', ifMissing: 'go-on' },
  }),
]
const dedupeStep = (keep: string, window: string, near: boolean) =>
  step('dedupe', {
    ...{ fields: ['key'], ignore: [], window, days: 30, keep, how: near ? 'near' : 'exact', sure: 0.9, maybe: 0.6 },
    near: ['name', 'note'].map((field) => ({ field, as: 'text', weight: 5 })),
  })
/** Steps at which it counts who comes first. */
const ORDERED = [
  step('limit', { most: 4 }),
  step('order', { fields: ['key'], ignore: [], version: 'n', days: 365 }),
  step('group', {
    fields: ['key'],
    ignore: [],
    size: 0,
    waits: false,
    into: 'lines',
    members: [],
    count: 'n',
    sums: [],
  }),
  step('group', {
    fields: ['key'],
    ignore: [],
    size: 2,
    waits: false,
    into: 'lines',
    members: [],
    count: 'n',
    sums: [],
  }),
  ...['first', 'latest', 'merge'].map((keep) => dedupeStep(keep, 'days', false)),
  dedupeStep('first', 'run', false),
  dedupeStep('first', 'days', true),
  dedupeStep('merge', 'run', true),
]
const split = step('split', { field: 'lines', carry: 'these', carried: ['n'] })

const fails = fc.constantFrom('nowhere' as const, 'end' as const, 'on' as const)
const stepOf = (steps: readonly Omit<Step, 'title'>[]): fc.Arbitrary<Piece> =>
  fc.record({ fails, step: fc.constantFrom(...steps) }).map((parts) => ({ kind: 'step', ...parts }))
const written: fc.Arbitrary<Piece> = fc
  .record({ fails, field: fc.constantFrom('name', 'note') })
  .map((parts) => ({ kind: 'write', ...parts }))

/** Pieces in which the same steps may come in any order, at most so deep. `ordered`: with those at which it counts who comes first. */
export function pieces(deep: number, ordered: boolean, most = 4): fc.Arbitrary<Piece[]> {
  const flat = [
    { weight: 3, arbitrary: written },
    { weight: 3, arbitrary: stepOf(SHAPES) },
    { weight: 3, arbitrary: stepOf([...WAITS, split]) },
    ...(ordered ? [{ weight: 4, arbitrary: stepOf(ORDERED) }] : []),
  ]
  if (deep === 0) return fc.array(fc.oneof(...flat), { maxLength: most })
  const inner = pieces(deep - 1, ordered, 3)
  const join = fc.constantFrom<(Join | undefined)[]>(undefined, 'origin', ...(ordered ? (['fields'] as const) : []))
  const ways = fc.record({ fails, ways: fc.array(inner, { minLength: 2, maxLength: 3 }), join })
  const within = fc.record({
    fails,
    each: fc.boolean(),
    lost: fc.constantFrom('go-on' as const, 'fail' as const),
    chain: inner,
  })
  return fc.array(
    fc.oneof(
      ...flat,
      { weight: 2, arbitrary: ways.map((parts): Piece => ({ kind: 'ways', ...parts })) },
      {
        weight: 1,
        arbitrary: fc
          .record({ fails, small: inner, other: inner })
          .map((parts): Piece => ({ kind: 'route', ...parts })),
      },
      { weight: 2, arbitrary: within.map((parts): Piece => ({ kind: 'inside', ...parts })) },
    ),
    { minLength: 1, maxLength: most },
  )
}

/** The flow can run: what a step reads is there, and what it leads to exists. */
export function isSound(drawing: readonly Piece[]): boolean {
  const problems = checkFlow(drawn(drawing), { connectors: { things } })
  return !problems.some(({ severity }) => severity === 'blocks')
}

/**
 * A prefix in which nothing waits, so that who comes first is sure, and then steps that do not care. Who comes too late does not
 * go on: a record that is overtaken only while it waits ends there, and one that comes too late at once would not.
 */
export const steadyPieces: fc.Arbitrary<Piece[]> = fc
  .tuple(fc.option(stepOf(ORDERED).filter(isFinal), { nil: undefined }), pieces(2, false))
  .map(([first, rest]) => (first ? [first, ...rest] : rest))

function isFinal(piece: Piece): boolean {
  return !(piece.kind === 'step' && piece.step.kind === 'order' && piece.fails === 'on')
}

const KEYS = ['a', 'b', 'c', 'd', 'refused', ' ', '__proto__', '\ud800', '\ud801']
const key = fc.constantFrom<Json>(...KEYS, null)
/** The name that belongs to a key, so that it does not matter who writes it last. */
const named = (value: Json): Json =>
  typeof value === 'string' && value !== ' ' ? `name of ${value}`.toWellFormed() : ''
const thing = key.map((value): Record<string, Json> => ({ key: value, name: named(value), note: 'x' }))
const odd = fc.constantFrom<Json>(
  '',
  'not a list',
  null,
  7,
  JSON.parse('[{"__proto__": {"key": "x"}, "constructor": 1}]') as Json,
)

/** Few keys, so that they collide; lists, blanks, and values that nobody wants. */
export const anyRecord: fc.Arbitrary<Record<string, Json>> = fc
  .record({ base: thing, n: fc.integer({ min: 0, max: 5 }), lines: fc.oneof(fc.array(thing, { maxLength: 3 }), odd) })
  .map(({ base, n, lines }) => ({ ...base, n, lines }))

export const anyRecords = fc.array(anyRecord, { minLength: 1, maxLength: 8 })
