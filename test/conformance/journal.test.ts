/** The journal is a port: the engine does the same on a plain one in memory as on SQLite, however often it is interrupted. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore, type Store } from '#adapters/sqlite'
import { type Flow, type Json, type Outcome, type RunJournal, unaccounted } from '#engine'
import { anyRecords, drawn, isSound, type Piece, steadyPieces } from '../arbitrary/running-flow.ts'
import { driveOn, planOf } from '../fixtures/drive-flow.ts'
import { MemoryJournal } from '../fixtures/memory-journal.ts'
import { anyCrashes, anyScript, scripted } from '../fixtures/scripted-faults.ts'
import { type Crash, mortal, settleFlow } from '../fixtures/settle-flow.ts'
import { createSimulatedClock } from '../fixtures/simulated-clock.ts'
import { Things } from '../fixtures/things.ts'

const RUNS = Number(process.env.SLUICE_RUNS ?? 1)

let folder: string
let store: Store
let flows = 0
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-journals-'))
  store = openStore(folder)
})
afterAll(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Likeness is the business of one of the two alone. */
const isExact = (drawing: readonly Piece[]) => !JSON.stringify(drawing).includes('"how":"near"')
const drawings = steadyPieces.filter((drawing) => isSound(drawing) && isExact(drawing))

interface Ended {
  ends: string[]
  state: unknown
}

const endOf = (at: string | null | undefined, payload: string, outcome: Outcome) => {
  const plain = ['created', 'updated', 'unchanged'].includes(outcome) ? 'written' : outcome
  return `${at ?? ''} ${payload.replaceAll(/"there_name":(null|"[^"]*")/g, '')} ${plain}`
}

const stateOf = ({ held }: Things) => [...held].sort(([a], [b]) => (a < b ? -1 : 1))

async function inMemory(
  flow: Flow,
  records: readonly Record<string, Json>[],
  network: Things,
  crashes: readonly Crash[],
): Promise<Ended> {
  const journal = new MemoryJournal(flow.id)
  const clock = createSimulatedClock()
  const left = [...crashes]
  for (let drives = 0; journal.end.state !== 'finished'; drives++) {
    if (drives > 80) throw new Error(`it never ends: ${journal.end.state} ${JSON.stringify(journal.end.reason)}`)
    const life = mortal(left.shift(), network)
    try {
      const { state } = await driveOn(life.around(journal), planOf(flow), { records, network: life.network, clock })
      if (state === 'waiting') await clock.sleep(61_000)
    } catch (error) {
      if (!life.died()) throw error
    }
  }
  expect(unaccounted(journal.totals())).toBe(0)
  const ends = journal.records.map(({ at, payload, ended }) => endOf(at, payload, ended?.outcome ?? 'waiting')).sort()
  return { ends, state: stateOf(network) }
}

test('whatever is drawn and breaks, both come to the same end', async () => {
  await fc.assert(
    fc.asyncProperty(drawings, anyRecords, anyScript, anyCrashes, async (drawing, records, script, crashes) => {
      const flow = drawn(drawing, `flow-${++flows}`)
      const [one, other] = [new Things(scripted(script)), new Things(scripted(script))]
      const memory = await inMemory(flow, records, one, crashes)
      const sqlite = await settleFlow({ store, flow, records, network: other, run: flow.id, crashes })
      const ends = sqlite.records.map(({ at, payload, outcome }) => endOf(at, payload, outcome)).sort()
      expect(memory).toEqual({ ends, state: stateOf(other) })
    }),
    { numRuns: 60 * RUNS },
  )
})

const opened: Record<string, () => RunJournal> = {
  memory: () => new MemoryJournal('r'),
  SQLite: () => {
    const run = `r-${++flows}`
    const began = { run, flow: run, hash: 'h', revision: 1, mode: 'practice' as const }
    store.runs.begin({ ...began, input: 'rows', fingerprint: run, file: '', target: '' }, 1)
    return store.runs.journal(run)
  },
}

describe.each(Object.keys(opened))('%s', (name) => {
  const open = () => (opened[name] as () => RunJournal)()
  const row = (seq: number) => ({
    seq,
    label: `row ${seq}`,
    identity: `i${seq}`,
    payload: '{}',
    correlation: 'c',
    receivedAt: 5,
  })

  test('keeps nothing of a transaction that fails', () => {
    const journal = open()
    const failing = () =>
      journal.transact(() => {
        journal.addRecord(row(journal.nextSeq()), { step: 's', trace: 's' })
        journal.park({ seq: 1, step: 's', due: 7 }, 1)
        journal.setPosition({ taken: 4 }, true)
        throw new Error('stop')
      })
    expect(failing).toThrow('stop')
    expect([journal.nextSeq(), journal.position(), journal.openAfter(0, 9)]).toEqual([1, { taken: 0, done: false }, []])
    expect(journal.parked().due).toBeUndefined()
  })

  test('answers open records in order, those that are parked aside until their time has come', () => {
    const journal = open()
    journal.transact(() => {
      for (const seq of [1, 2, 3]) journal.addRecord(row(seq), { step: 's', trace: seq === 3 ? '' : 's' })
      journal.park({ seq: 1, step: 's', due: 7 }, 1)
      journal.setProgress(2, { step: 's', trace: 's:main', ended: { outcome: 'discarded' } })
    })
    expect(journal.openAfter(0, 9).map(({ seq }) => seq)).toEqual([3])
    expect(journal.takeUnparked(6, 9)).toEqual([])
    expect(journal.takeUnparked(7, 9)).toMatchObject([{ seq: 1, step: 's' }])
    expect(journal.takeUnparked(8, 9)).toEqual([])
    expect(journal.openAfter(0, 9, true).map(({ seq }) => seq)).toEqual([3])
    expect([journal.isOpen(1), journal.isOpen(2)]).toEqual([true, false])
  })

  test('knows whose a key is, which version is the newest, and which write is not settled', () => {
    const journal = open()
    const claiming = { scope: 's', key: 'k', days: 0, keep: 'first' as const, data: {} }
    expect(journal.claim(claiming, row(1), 1)).toBeUndefined()
    expect(journal.claim(claiming, row(2), 1)).toMatchObject({ seq: 1, here: true })
    journal.releaseClaim('s', 'k', 0, 1)
    expect(journal.claim(claiming, row(2), 1)).toBeUndefined()
    expect([3, 2, 3, 4].map((version) => journal.order('s', 'k', version, 9, row(1), 1))).toEqual([
      undefined,
      3,
      undefined,
      undefined,
    ])
    expect([1, 2, 3].map(() => journal.countUpTo('s', 2))).toEqual([true, true, false])
    const names = { connection: 'c', object: 'o', operation: 'put', matchField: 'key' }
    const intent = { seq: 1, step: 's', ...names, key: 'k', body: { a: 1 }, before: null, at: 1 }
    journal.addIntent(intent)
    expect(journal.intentOf(1, 's')).toEqual(intent)
    journal.settleWrite({ seq: 1, step: 's', does: 'created' }, 2)
    expect(journal.intentOf(1, 's')).toBeUndefined()
  })
})
