import { describe, expect, test } from 'vitest'
import type { Data } from '../model/json.ts'
import type { PortName } from '../model/ports.ts'
import type { Behaviour, WritePlan } from '../steps/declare.ts'
import { advance, beginState } from './advance.ts'
import type { Plan, PlannedStep } from './plan.ts'

const write: WritePlan = {
  connection: 'crm',
  connector: 'x',
  operation: 'upsert',
  matchField: 'key',
  key: (data) => (data.id ? { key: String(data.id) } : { missing: ['id'] }),
  body: (data) => ({ name: data.name ?? null }),
  tries: 4,
  waits: { first: 500, most: 30_000 },
}

const BEHAVIOURS: Record<string, { behaviour: Behaviour; ports: PortName[] }> = {
  read: { behaviour: { role: 'source', source: 'file' }, ports: ['main', 'error'] },
  upper: {
    behaviour: {
      role: 'sync',
      apply: (data) => ({ port: 'main', data: { ...data, name: String(data.name).toUpperCase() } }),
    },
    ports: ['main'],
  },
  check: {
    behaviour: {
      role: 'sync',
      apply: (data) =>
        data.bad
          ? {
              port: 'rejected',
              data,
              reason: { code: 'record.rejected', category: 'validation', values: { problems: ['bad'] } },
            }
          : { port: 'main', data },
    },
    ports: ['main', 'rejected'],
  },
  dedupe: {
    behaviour: {
      role: 'claim',
      scope: 's',
      days: 0,
      keep: 'first',
      key: (data) => (data.id ? { key: String(data.id) } : { missing: ['id'] }),
    },
    ports: ['main', 'duplicate', 'error'],
  },
  write: { behaviour: { role: 'write', write }, ports: ['main', 'rejected', 'error'] },
  again: {
    behaviour: { role: 'write', write: { ...write, operation: 'second' } },
    ports: ['main', 'rejected', 'error'],
  },
  end: { behaviour: { role: 'end', outcome: (from) => (from === 'rejected' ? 'rejected' : 'discarded') }, ports: [] },
}

/** A plan from wires like `read.main>upper`. */
function planOf(...wires: string[]): Plan {
  const steps: Record<string, PlannedStep> = {}
  for (const wire of wires) {
    const [from = '', to = ''] = wire.split('>')
    const [id = '', port = 'main'] = from.split('.')
    for (const step of [id, to]) {
      const known = BEHAVIOURS[step]
      if (known) steps[step] ??= { id: step, title: step, kind: step, version: 1, ...known, next: {}, wires: 0 }
    }
    const here = steps[id]
    if (here) here.next[port as PortName] = to
  }
  return {
    flow: {} as Plan['flow'],
    hash: 'h',
    source: 'read',
    steps,
    order: Object.keys(steps),
    answers: false,
    parks: false,
  }
}

const about = { label: 'row 1', receivedAt: 0 }
const begin = (plan: Plan, data: Data) => advance(plan, beginState(plan, data, about), { kind: 'begin' })

describe('one record', () => {
  const plan = planOf('read.main>upper', 'upper.main>check', 'check.main>dedupe', 'dedupe.main>write')

  test('goes through sync steps at once and stops where it asks for something', () => {
    const { effect, passes, state } = begin(plan, { id: '1', name: 'ana' })
    expect(effect).toEqual({
      kind: 'claim',
      step: 'dedupe',
      scope: 's',
      days: 0,
      key: '1',
      keep: 'first',
      data: { id: '1', name: 'ANA' },
    })
    expect(passes.map(({ step, port }) => [step, port])).toEqual([
      ['read', 'main'],
      ['upper', 'main'],
      ['check', 'main'],
      ['dedupe', undefined],
    ])
    expect(state.ended).toBeUndefined()
  })

  test('asks for its write with the data it has then, and ends as what the write did', () => {
    const claimed = advance(plan, begin(plan, { id: '1', name: 'ana' }).state, { kind: 'answered', port: 'main' })
    expect(claimed.effect).toMatchObject({ kind: 'write', key: '1', body: { name: 'ANA' } })
    const written = advance(plan, claimed.state, { kind: 'written', does: 'updated' })
    expect(written.state.ended).toEqual({ outcome: 'updated' })
    expect(written.passes).toMatchObject([{ step: 'write', port: 'main', entered: false, does: 'updated' }])
  })

  test('ends as a duplicate, with the record that was first', () => {
    const { state } = advance(plan, begin(plan, { id: '1', name: 'a' }).state, {
      kind: 'answered',
      port: 'duplicate',
      reason: { code: 'record.duplicate', category: 'permanent', values: { other: 'row 4' } },
    })
    expect(state.ended).toMatchObject({
      outcome: 'duplicate',
      reason: { code: 'record.duplicate', values: { other: 'row 4' } },
    })
  })

  test('is held where a failure is not routed, and rejected where it is ended on purpose', () => {
    expect(begin(plan, { id: '1', bad: true }).state.ended?.outcome).toBe('held')
    const routed = planOf('read.main>check', 'check.main>write', 'check.rejected>end')
    expect(begin(routed, { id: '1', bad: true }).state.ended).toMatchObject({
      outcome: 'rejected',
      reason: { code: 'record.rejected' },
    })
  })

  test('without a match key is held, never written', () => {
    expect(begin(plan, { name: 'a' }).state.ended).toMatchObject({ outcome: 'held', reason: { code: 'record.no-key' } })
    const bare = planOf('read.main>write')
    expect(begin(bare, { name: 'a' })).toMatchObject({ state: { ended: { outcome: 'held' } } })
  })

  test('a refusal leaves by the rejected exit, any other failure by the error exit', () => {
    const at = advance(plan, begin(plan, { id: '1', name: 'a' }).state, { kind: 'answered', port: 'main' }).state
    const refused = advance(plan, at, {
      kind: 'failed',
      reason: { code: 'call.refused', category: 'validation', values: {} },
    })
    const broken = advance(plan, at, {
      kind: 'failed',
      reason: { code: 'call.unavailable', category: 'transient', values: {} },
    })
    expect([refused.passes[0]?.port, broken.passes[0]?.port]).toEqual(['rejected', 'error'])
    expect([refused.state.ended?.outcome, broken.state.ended?.outcome]).toEqual(['held', 'held'])
  })

  test('with two writes counts as the stronger of what they did', () => {
    const two = planOf('read.main>write', 'write.main>again')
    const first = advance(two, begin(two, { id: '1', name: 'a' }).state, { kind: 'written', does: 'created' })
    expect(first.effect).toMatchObject({ kind: 'write', step: 'again' })
    expect(advance(two, first.state, { kind: 'written', does: 'unchanged' }).state.ended).toEqual({
      outcome: 'created',
    })
  })

  test('that the source could not read is held with its reason', () => {
    const reason = { code: 'file.row-ragged', category: 'validation', values: { row: 3 } } as const
    expect(advance(plan, beginState(plan, {}, about), { kind: 'begin', reason }).state.ended).toEqual({
      outcome: 'held',
      reason,
    })
  })
})
