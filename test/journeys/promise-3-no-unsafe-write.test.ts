/** No unsafe write: every write has a match key and a strategy that the target supports; without one, nothing is repeated and nothing starts. */
import { describe, expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import { checkFlow, checkLaunch, type Flow, launchFactsOf } from '#engine'
import { chaosRig, lineOf, rows, writeStep } from '../fixtures/chaos-rig.ts'
import { ordersConnector } from '../fixtures/orders-connector.ts'

const connectors = { orders: ordersConnector }
const blockers = (flow: Flow) =>
  checkFlow(flow, { connectors })
    .filter(({ severity }) => severity === 'blocks')
    .map(({ code, at }) => [code, 'step' in at ? at.step : undefined])

const changed = (settings: object): Flow => {
  const { settings: usual, ...step } = writeStep('create-order')
  return lineOf({ write: { ...step, settings: { ...usual, ...settings } } })
}

describe('a flow is stopped before it writes', () => {
  test('without a match key', () => {
    expect(blockers(changed({ key: { fields: [], ignore: [] } }))).toEqual([['write.no-match-key', 'write']])
    expect(blockers(changed({ matchField: '' }))).toEqual([['write.no-match-key', 'write']])
  })

  test('matched by what is not unique over there', () => {
    expect(blockers(changed({ matchField: 'name' }))).toEqual([['setting.invalid', 'write']])
  })

  test('by a system that offers no way to make a write safe: it can be practised, and not launched', () => {
    const flow = changed({ operation: 'record-event' })
    expect(checkFlow(flow, { connectors }).map(({ code, severity }) => `${severity} ${code}`)).toContain(
      'warns write.unsafe',
    )
    const proven = { orders: { ...ordersConnector, proof: ['the practice system itself'] } }
    const stateOf = (one: Flow) => {
      const facts = { flow: one, hash: 'h', problems: [], ...launchFactsOf(one, proven) }
      return checkLaunch(facts).find(({ id }) => id === 'match-keys')
    }
    expect(stateOf(flow)).toMatchObject({ state: 'missing', code: 'write.unsafe', step: 'write' })
    expect(stateOf(lineOf({ write: writeStep('create-order') }))).toMatchObject({ state: 'good' })
  })

  test('by a system whose declaration nobody else ever checked: it can be practised, and not launched', () => {
    const flow = lineOf({ write: writeStep('create-order') })
    const unproved = { orders: { ...ordersConnector, proof: [] } }
    const facts = { flow, hash: 'h', problems: [], ...launchFactsOf(flow, unproved) }
    const row = checkLaunch(facts).find(({ id }) => id === 'proved-systems')
    expect(row).toMatchObject({ state: 'missing', code: 'launch.system-unproved' })
    expect(row?.evidence).toContain('Practice orders')
  })

  test('and a write that is safe is not', () => {
    for (const operation of ['create-order', 'create-orders', 'upsert-customer', 'create-note'])
      expect(blockers(lineOf({ write: writeStep(operation) }))).toEqual([])
  })
})

test('every operation of every connector says how its write is made safe, and what that needs', () => {
  for (const { title, operations, objects } of Object.values(CONNECTORS)) {
    for (const [id, { strategy, look, object, send }] of Object.entries(operations)) {
      const what = `${title}: ${id}`
      expect(['native-key', 'upsert-by-unique-field', 'find-then-create', 'own-ledger'], what).toContain(strategy)
      expect(objects[object]?.unique.length ?? 0, what).toBeGreaterThan(0)
      if (strategy === 'find-then-create') expect(look, what).toBeDefined()
      if (strategy === 'native-key') expect(JSON.stringify(send.request), what).toContain('idempotencyKey')
    }
  }
})

test('where a write has no safe strategy, one that may have arrived is never sent again by itself', async () => {
  const rig = await chaosRig()
  rig.orders.faults({ lostAnswers: 3, cutBefore: 2 })
  const view = await rig.run(lineOf({ write: writeStep('record-event') }), rows(20))
  expect(view).toMatchObject({ state: 'finished', outcomes: { created: 15, held: 5 } })
  const { holds } = rig.store.records.holds('line', 'practice', 0, 20)
  expect(new Set(holds.map(({ reason }) => reason.code))).toEqual(new Set(['call.outcome-unknown']))
  expect(rig.orders.effects('events').every(({ writes }) => writes === 1)).toBe(true)
})
