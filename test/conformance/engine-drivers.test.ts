/** One reducer, two drivers: record by record the stepper takes the path that the run took, where nothing fails. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFormulas } from '#adapters/formula'
import { openStore, type Store } from '#adapters/sqlite'
import { type Flow, type Json, parseTrace, WalkMemory, walkRecord } from '#engine'
import { anyRecords, drawn, isSound, type Piece, pieces } from '../arbitrary/running-flow.ts'
import { planOf } from '../fixtures/drive-flow.ts'
import { type JournaledRecord, settleFlow } from '../fixtures/settle-flow.ts'
import { dataOf, Things, things } from '../fixtures/things.ts'

const RUNS = Number(process.env.SLUICE_RUNS ?? 1)

let folder: string
let store: Store
let flows = 0
const formula = createFormulas()
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-two-drivers-'))
  store = openStore(folder)
})
afterAll(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Where a record goes by itself: not by who came before it, what it is gathered with, or what a foreign system has by then. */
const byItself = (drawing: readonly Piece[]): boolean => !/"look-up"|"join":"/.test(JSON.stringify(drawing))
const drawings = pieces(2, false).filter((drawing) => byItself(drawing) && isSound(drawing))

/** Steps and exits, in the order in which the record took them. */
const ranBy = ({ trace }: JournaledRecord) => parseTrace(trace).map(({ step, port }) => `${step}:${port ?? ''}`)

async function walked(flow: Flow, data: Record<string, Json>, index: number) {
  const needs = {
    plan: planOf(flow),
    connectors: { things },
    formula,
    memory: new WalkMemory(),
    look: async () => undefined,
    person: () => ({ kind: 'answered' as const, port: 'main' as const }),
  }
  const story = await walkRecord(needs, { seq: index + 1, label: `row ${index + 1}`, data: dataOf(data) }, 1000)
  return story.stages.map(({ step, port }) => `${step}:${port ?? ''}`)
}

test('the stepper takes the path of the run', async () => {
  await fc.assert(
    fc.asyncProperty(drawings, anyRecords, async (drawing, records) => {
      const flow = drawn(drawing, `flow-${++flows}`)
      const network = new Things()
      const run = await settleFlow({ store, flow, records, network, run: flow.id, answers: () => 'main' })
      const received = run.records.filter(({ at }) => at === null)
      expect(received).toHaveLength(records.length)
      for (const [index, record] of received.entries())
        expect(await walked(flow, records[index] ?? {}, index)).toEqual(ranBy(record))
    }),
    { numRuns: 80 * RUNS },
  )
})
