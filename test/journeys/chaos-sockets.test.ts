/** Drawn without a gate and given everything at once: connections stay within what the account takes, and nothing is lost. */
import { expect, test } from 'vitest'
import { unaccounted } from '#engine'
import { chaosRig, lineOf, rows, tallyOf, writeStep } from '../fixtures/chaos-rig.ts'
import { IN_FLIGHT, loadConnector } from '../fixtures/crash-load.ts'

const COUNT = process.env.SLUICE_ALL === '1' ? 100_000 : 20_000

test('every record is written once, over no more connections than the account allows', {
  timeout: 900_000,
}, async () => {
  const rig = await chaosRig({ connector: loadConnector })
  const view = await rig.run(lineOf({ write: writeStep('create-order') }), rows(COUNT))
  expect(view).toMatchObject({ state: 'finished', received: COUNT, outcomes: { created: COUNT, held: 0, waiting: 0 } })
  expect(unaccounted(view)).toBe(0)
  expect(tallyOf(rig.orders, 'orders')).toEqual({ things: COUNT, refs: COUNT, most: 1 })
  expect(rig.orders.mostConnections()).toBeLessThanOrEqual(IN_FLIGHT)
})

test('the same into a system that takes its time and breaks now and then', { timeout: 900_000 }, async () => {
  const rig = await chaosRig({ connector: { ...loadConnector, concurrency: 8 } })
  rig.orders.faults({ lostAnswers: 3, cutBefore: 3 })
  const view = await rig.run(lineOf({ write: writeStep('create-order', 'ref', { tries: 10 }) }), rows(2000))
  expect(view).toMatchObject({ state: 'finished', outcomes: { created: 2000, held: 0, waiting: 0 } })
  expect(tallyOf(rig.orders, 'orders')).toEqual({ things: 2000, refs: 2000, most: 1 })
  // A connection that broke may still be closing while the next one opens.
  expect(rig.orders.mostConnections()).toBeLessThanOrEqual(16)
})
