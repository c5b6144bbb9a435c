/** Rows in their order: the stepper takes the path of the run where it counts who came before and who comes behind. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFormulas } from '#adapters/formula'
import { openStore, type Store } from '#adapters/sqlite'
import { type Flow, type Json, parseTrace, type RecordStory, WalkRows } from '#engine'
import { anyRecords, drawn, isSound, type Piece, pieces, steadyPieces } from '../arbitrary/running-flow.ts'
import { planOf } from '../fixtures/drive-flow.ts'
import { settleFlow } from '../fixtures/settle-flow.ts'
import { dataOf, Things, things } from '../fixtures/things.ts'

const RUNS = Number(process.env.SLUICE_RUNS ?? 1)

let folder: string
let store: Store
let flows = 0
const formula = createFormulas()
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-stepping-rows-'))
  store = openStore(folder)
})
afterAll(async () => {
  store.close()
  await formula.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Whoever waits for something is overtaken in the run, so that who comes first behind it is not sure. */
function isSteady(drawing: readonly Piece[]): boolean {
  const text = JSON.stringify(drawing)
  const waits = text.search(/"kind":"(write|wait|pace|approve|look-up)"|\$uppercase/)
  // A newer one of its key, or one that is more like it, may have come while a record waited.
  if (/"kind":"order"|"how":"near"/.test(text) && waits >= 0) return false
  const counts = Math.max(...['limit', 'order', 'dedupe', 'group'].map((kind) => text.lastIndexOf(`"kind":"${kind}"`)))
  // What a foreign system has by then is the run's own doing.
  return !text.includes('"look-up"') && !text.includes('"join":"fields"') && (waits < 0 || counts < waits)
}

const drawings = fc.oneof(pieces(1, true), steadyPieces).filter((drawing) => isSteady(drawing) && isSound(drawing))

function rowsOf(flow: Flow, records: readonly Record<string, Json>[]): WalkRows {
  const rows = records.map((data, index) => ({ label: `row ${index + 1}`, data: dataOf(data) }))
  return new WalkRows({
    plan: planOf(flow),
    connectors: { things },
    formula,
    rows,
    look: async () => undefined,
    person,
  })
}

const pathOf = ({ stages }: RecordStory) => stages.map(({ step, port }) => `${step}:${port ?? ''}`)
const person = () => ({ kind: 'answered' as const, port: 'main' as const })

async function samePaths(drawing: readonly Piece[], records: readonly Record<string, Json>[]): Promise<void> {
  const flow = drawn(drawing, `flow-${++flows}`)
  const run = await settleFlow({ store, flow, records, network: new Things(), run: flow.id, answers: () => 'main' })
  const received = run.records.filter(({ at }) => at === null)
  const rows = rowsOf(flow, records)
  for (const [index, record] of received.entries()) {
    const told = await rows.walk(index + 1)
    const ran = parseTrace(record.trace).map(({ step, port }) => `${step}:${port ?? ''}`)
    expect([index + 1, pathOf(told)]).toEqual([index + 1, ran])
  }
}

test('row by row, the stepper takes the path of the run', async () => {
  await fc.assert(fc.asyncProperty(drawings, anyRecords, samePaths), { numRuns: 50 * RUNS })
})
