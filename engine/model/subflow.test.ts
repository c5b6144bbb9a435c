import { expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import { emptyFlow } from '../../test/arbitrary/flow.ts'
import { checkFlow } from '../check/index.ts'
import { Failure } from './failure.ts'
import { type Flow, flowSchema, type Step } from './flow.ts'
import { isOutdated, subflowView, takeIn } from './subflow.ts'

const step = (kind: string, settings: Step['settings'] = {}): Step => ({ kind, title: kind, settings })
const wire = (from: string, to: string) => ({
  id: `${from}-${to}`,
  from: { step: from, port: 'main' as const },
  to: { step: to },
})

/** A flow that is called and goes through the steps one after another. */
const callable = (id: string, steps: Record<string, Step> = {}, more: Partial<Flow> = {}): Flow => {
  const ids = ['start', ...Object.keys(steps)]
  return {
    ...emptyFlow(),
    id,
    name: `Flow ${id}`,
    steps: { start: step('called', { fields: ['a'], samples: [] }), ...steps },
    wires: ids.slice(1).map((to, index) => wire(ids[index] ?? '', to)),
    ...more,
  }
}
const main = (more: Partial<Flow> = {}): Flow => ({ ...emptyFlow(), id: 'main', name: 'Main', ...more })
const calls = (subflow: string) => step('subflow', { subflow })
const failure = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof Failure) return error.code
    throw error
  }
  return 'none'
}
const problems = (flow: Flow) =>
  checkFlow(flow, { connectors: CONNECTORS })
    .filter(({ code }) => code.startsWith('subflow.'))
    .map(({ code, at, values }) => `${code} ${at.step} ${String(values.why ?? values.flow ?? '')}`)

test('steps, wires and contracts come along; connections of the same name to the same system become one', () => {
  const hub = { name: 'CRM', connector: 'hubspot' }
  const other = callable(
    'tidy',
    { write: step('write', { connection: 'hub' }), look: step('look-up', { connection: 'crm' }) },
    {
      connections: { hub, crm: { name: 'Other CRM', connector: 'hubspot' } },
      contracts: { site: { name: 'Site', fields: [] } },
    },
  )
  const { flow, subflow } = takeIn(main({ connections: { crm: hub } }), other, 'h1')
  expect(subflow).toBe('flow-tidy')
  expect(flow.connections).toEqual({ crm: hub, 'crm-2': { name: 'Other CRM', connector: 'hubspot' } })
  expect(flow.subflows?.[subflow]).toMatchObject({
    name: 'Flow tidy',
    flow: 'tidy',
    hash: 'h1',
    wires: other.wires,
    contracts: other.contracts,
    steps: { write: { settings: { connection: 'crm' } }, look: { settings: { connection: 'crm-2' } } },
  })
  expect(flowSchema.safeParse(flow).success).toBe(true)
  const taken = flow.subflows?.[subflow]
  if (!taken) throw new Error('nothing was taken in')
  expect([isOutdated(taken, 'h1'), isOutdated(taken, 'h2')]).toEqual([false, true])
  expect(subflowView(flow, taken)).toMatchObject({ name: 'Flow tidy', connections: flow.connections })
})

test('flows inside come along under keys of their own, and taking in again brings all up to date', () => {
  const inner = callable('inner')
  const middle = takeIn(callable('middle'), inner, 'i1')
  const outer = (hash: string, nested: Flow, key: string) => {
    const steps = { ...nested.steps, call: calls(key) }
    return takeIn(base.flow, { ...nested, steps }, hash)
  }
  // The flow has another version of the inner one by itself, under the key that the nested one has in its own flow.
  const base = takeIn(main(), inner, 'i0')
  const first = outer('m1', middle.flow, middle.subflow)
  expect(Object.keys(first.flow.subflows ?? {})).toEqual(['flow-inner', 'flow-middle', 'flow-middle-flow-inner'])
  expect(first.flow.subflows?.['flow-middle']?.steps.call?.settings).toEqual({ subflow: 'flow-middle-flow-inner' })
  expect(first.flow.subflows?.['flow-inner']?.hash).toBe('i0')

  const calling = { ...first.flow, steps: { call: calls(first.subflow) } }
  const again = takeIn(calling, { ...callable('middle'), name: 'Renamed' }, 'm2')
  expect(again.subflow).toBe(first.subflow)
  expect(Object.keys(again.flow.subflows ?? {})).toEqual(['flow-inner', 'flow-middle'])
  expect(again.flow.subflows?.['flow-middle']).toMatchObject({ name: 'Renamed', hash: 'm2' })
})

test('what a flow refers to and does not have never means something of the flow around it', () => {
  const base = main({ connections: { crm: { name: 'CRM', connector: 'hubspot' } } })
  const other = callable('tidy', { write: step('write', { connection: 'crm' }), call: calls('gone') })
  const { flow, subflow } = takeIn(base, other, 'h')
  expect(flow.subflows?.[subflow]?.steps).toMatchObject({
    write: { settings: { connection: '' } },
    call: { settings: { subflow: '' } },
  })
})

test('what a frame says comes along in the steps', () => {
  const frames = { f: { title: 'F', steps: ['map'], settings: { keep: 'only', elsewhere: 1 } } }
  const { flow, subflow } = takeIn(main(), callable('tidy', { map: step('map', { keep: 'others' }) }, { frames }), 'h')
  expect(flow.subflows?.[subflow]?.steps.map?.settings).toEqual({ keep: 'only' })
})

test('a flow is not taken into itself, neither straight nor through another, nor without its start', () => {
  const me = callable('main')
  expect(failure(() => takeIn(me, me, 'h'))).toBe('subflow.circle')
  const through = takeIn(callable('middle'), me, 'h')
  const middle = { ...through.flow, steps: { ...through.flow.steps, call: calls(through.subflow) } }
  expect(failure(() => takeIn(me, middle, 'h'))).toBe('subflow.circle')
  expect(failure(() => takeIn(me, main({ id: 'other', steps: { a: step('webhook') } }), 'h'))).toBe('subflow.no-entry')
})

test('what stands against a flow inside is a problem of the step that runs it', () => {
  const good = takeIn(
    main(),
    callable('tidy', { clean: step('clean', { rules: [{ field: 'a', rules: ['trim'] }] }) }),
    'h',
  )
  const call = { call: calls(good.subflow) }
  expect(problems({ ...good.flow, steps: call })).toEqual([])

  const bad = takeIn(main(), callable('tidy', { check: step('check', { contract: 'gone' }) }), 'h')
  const around = takeIn(
    callable('around'),
    bad.flow.subflows ? callable('tidy', { check: step('check') }) : main(),
    'h',
  )
  const outer = { ...around.flow, steps: { ...around.flow.steps, call: calls(around.subflow) } }
  expect(problems({ ...bad.flow, steps: call })).toEqual([
    'subflow.broken call "check" checks against a contract that is not there',
  ])
  const nested = takeIn(main(), outer, 'h')
  expect(problems({ ...nested.flow, steps: { call: calls(nested.subflow) } })).toEqual([
    'subflow.broken call "check" needs "Contract"',
  ])
  expect(problems(main({ steps: { call: calls('gone') } }))).toEqual(['subflow.unknown call '])
})

test('a hand-made circle, a flow inside itself, one without start and a tower of flows are named', () => {
  const inside = (flow: string, settings: Step['settings'], kind = 'called') => ({
    name: flow,
    flow,
    hash: '',
    steps: { start: step(kind), call: step('subflow', settings) },
    wires: [wire('start', 'call')],
    contracts: {},
  })
  const run = (subflows: Flow['subflows'], id = 'a') => problems(main({ steps: { call: calls(id) }, subflows }))
  expect(run({ a: inside('x', { subflow: 'b' }), b: inside('y', { subflow: 'a' }) })).toEqual(['subflow.circle call x'])
  expect(run({ a: inside('main', {}) })).toEqual(['subflow.circle call main'])
  expect(run({ a: inside('x', {}, 'webhook') })).toEqual(['subflow.no-entry call x'])
  const tower = (height: number) =>
    Object.fromEntries(
      Array.from({ length: height }, (_, n) => {
        const last = n === height - 1
        const one = inside(`f${n}`, { subflow: `t${n + 1}` })
        return [`t${n}`, last ? { ...one, steps: { start: step('called') }, wires: [] } : one]
      }),
    )
  expect(run(tower(8), 't0')).toEqual([])
  expect(run(tower(9), 't0')).toEqual(['subflow.too-deep call f8'])
  expect(run(tower(5000), 't0')).toEqual(['subflow.too-deep call f8'])
})
