/** Promise 2: running again, retrying, and restarting after a crash make no second effect at the target. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore, type Store } from '#adapters/sqlite'
import type { Outcome } from '#engine'
import { anyRecords, drawn, isSound, type Piece, steadyPieces } from '../arbitrary/running-flow.ts'
import { audit } from '../fixtures/audit.ts'
import { anyCrashes, anyScript, scripted } from '../fixtures/scripted-faults.ts'
import { type Settled, settleFlow } from '../fixtures/settle-flow.ts'
import { Things } from '../fixtures/things.ts'

const RUNS = Number(process.env.SLUICE_RUNS ?? 1)

let folder: string
let store: Store
let flows = 0
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-promise-2-'))
  store = openStore(folder)
})
afterAll(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const drawings = steadyPieces.filter(isSound)

/** What people say follows from the record alone. */
const answers = ({ payload }: { payload: string }): 'main' | 'rejected' =>
  payload.includes('"key":"c"') ? 'rejected' : 'main'

const stateOf = ({ held }: Things) => [...held].sort(([a], [b]) => (a < b ? -1 : 1))

/** How records ended, by what they are; which of several with one key created it, and who looked before that, does not matter. */
function endsOf({ records }: Settled): string[] {
  const plain = (outcome: Outcome) => (['created', 'updated', 'unchanged'].includes(outcome) ? 'written' : outcome)
  const known = (payload: string) => payload.replaceAll(/"there_name":(null|"[^"]*")/g, '')
  return records.map(({ payload, at, outcome }) => `${at ?? ''} ${known(payload)} ${plain(outcome)}`).sort()
}

/** Things counts every change it is sent; each must have changed something. */
const expectNoEffectTwice = ({ effects, changes }: Things) =>
  expect([...effects].filter(([key, n]) => n !== changes.get(key))).toEqual([])

test('however often it is interrupted: the same target, the same outcomes, no effect twice', async () => {
  await fc.assert(
    fc.asyncProperty(drawings, anyRecords, anyScript, anyCrashes, async (drawing, records, script, crashes) => {
      const [calm, torn] = [new Things(scripted(script)), new Things(scripted(script))]
      const [flow, again] = [drawn(drawing, `flow-${++flows}`), drawn(drawing, `torn-${flows}`)]
      const undisturbed = await settleFlow({ store, flow, records, network: calm, run: flow.id, answers })
      const crashed = await settleFlow({ store, flow: again, records, network: torn, run: again.id, answers, crashes })
      expect(audit(crashed, again)).toEqual([])
      expect(stateOf(torn)).toEqual(stateOf(calm))
      expect(endsOf(crashed)).toEqual(endsOf(undisturbed))
      expectNoEffectTwice(calm)
      expectNoEffectTwice(torn)
    }),
    { numRuns: 40 * RUNS },
  )
})

test('a second run on the same input changes nothing at the target', async () => {
  await fc.assert(
    fc.asyncProperty(drawings, anyRecords, anyScript, async (drawing, records, script) => {
      const flow = drawn(drawing, `flow-${++flows}`)
      const network = new Things(scripted(script))
      await settleFlow({ store, flow, records, network, run: `${flow.id}-1`, answers })
      const [before, effects] = [stateOf(network), new Map(network.effects)]
      const second = await settleFlow({ store, flow, records, network, run: `${flow.id}-2`, answers })
      expect(audit(second, flow)).toEqual([])
      expect([stateOf(network), network.effects]).toEqual([before, effects])
    }),
    { numRuns: 40 * RUNS },
  )
})

test('a kill between the first and the second write of one record finishes the second only', async () => {
  const written = (field: string): Piece => ({ kind: 'write', fails: 'nowhere', field })
  const records = [{ key: 'a', name: 'Ann', note: 'x' }]
  for (let at = 0; at < 8; at++)
    for (const durable of [false, true]) {
      const flow = drawn([written('name'), written('note')], `kill-${at}-${durable}`)
      const network = new Things()
      const settled = await settleFlow({ store, flow, records, network, run: flow.id, crashes: [{ at, durable }] })
      expect(audit(settled, flow)).toEqual([])
      expect(settled.writes.map(({ does }) => does).sort()).toEqual(['created', 'updated'])
      expect([network.effects.get('a'), stateOf(network)]).toEqual([2, [['a', { name: 'Ann', note: 'x' }]]])
    }
})
