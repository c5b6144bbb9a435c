/** Promise 1: every record ends in exactly one outcome, and every count agrees with the records themselves. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore, type Store } from '#adapters/sqlite'
import { anyRecords, drawn, isSound, pieces } from '../arbitrary/running-flow.ts'
import { audit } from '../fixtures/audit.ts'
import { anyCrashes, anyScript, scripted } from '../fixtures/scripted-faults.ts'
import { settleFlow } from '../fixtures/settle-flow.ts'
import { Things } from '../fixtures/things.ts'

const RUNS = Number(process.env.SLUICE_RUNS ?? 1)

let folder: string
let store: Store
let flows = 0
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-promise-1-'))
  store = openStore(folder)
})
afterAll(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const drawings = pieces(2, true).filter(isSound)

/** What people answer: nobody looks after every third record. */
const answers = ({ seq }: { seq: number }) => (['main', 'rejected', undefined] as const)[seq % 3]

test('whatever is drawn, comes in, and breaks: every record is accounted for on every wire', async () => {
  await fc.assert(
    fc.asyncProperty(drawings, anyRecords, anyScript, anyCrashes, async (drawing, records, script, crashes) => {
      const flow = drawn(drawing, `flow-${++flows}`)
      const network = new Things(scripted(script))
      const settled = await settleFlow({ store, flow, records, network, run: flow.id, answers, crashes })
      expect(audit(settled, flow)).toEqual([])
    }),
    { numRuns: 200 * RUNS },
  )
})
