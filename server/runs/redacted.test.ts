import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '#adapters/sqlite'
import { createRedacted } from './redacted.ts'

test('a held record and an event are told masked, also in the words of their reason; the journal keeps them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-redacted-'))
  const store = openStore(folder)
  onTestFinished(() => {
    store.close()
    rmSync(folder, { recursive: true })
  })
  const input = { input: 'Webhook', fingerprint: 'webhook 1', file: '' }
  store.runs.begin({ run: 'r', flow: 'leads', hash: 'h', revision: 1, mode: 'live', ...input }, 1)
  const journal = store.runs.journal('r')
  const data = { name: 'Ana Alderman', phone: '+1 312 555 0177', password: 'hunter22' }
  const key = { seq: 1, label: 'ana@alder.example', identity: 'event 1' }
  const reason = { code: 'call.unavailable', category: 'permanent', values: { said: 'no ANA ALDERMAN here' } } as const
  journal.transact(() => {
    const row = { ...key, payload: JSON.stringify(data), correlation: 'c', receivedAt: 1 }
    journal.addRecord(row, { step: 'write', trace: 'in:main write', ended: { outcome: 'held', reason } })
    journal.hold(key, 'write', reason, 1)
  })
  const redacted = createRedacted(store)
  const [held] = redacted.holds(store.records.holds('leads', 'live', 0, 9)).holds
  const place = redacted.event({ run: 'r', record: 1, outcome: 'held', step: 'write', reason })
  expect(JSON.stringify([held, place])).not.toMatch(/alder|555 0177|hunter22/i)
  expect(JSON.parse(held?.payload ?? '')).toMatchObject({ phone: expect.stringMatching(/^\+1 \d{3} \d{3} \d{4}$/) })
  expect(held?.reason.values.said).toBe(place?.reason?.values.said)
  expect(store.records.record(1, 1)?.payload).toContain('Ana Alderman')
})
