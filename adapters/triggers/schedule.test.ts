import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type OpenSecrets, openSecrets } from '#adapters/secrets'
import { openServerStore, type ServerStore } from '#adapters/sqlite/server-store'
import type { MissedTicks } from '#engine'
import type { TriggerIntake } from './intake.ts'
import { madeClock } from './made-clock.ts'
import { runSchedule } from './schedule.ts'

const at = (text: string) => Date.parse(text)
const schedule = { cron: '0 6 * * *', timeZone: 'Europe/Berlin' }

let folder = ''
let store: ServerStore
let secrets: OpenSecrets
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-schedule-'))
  secrets = openSecrets(folder)
  store = opened()
  const install = { flow: 'f', name: 'F', hash: 'h', bundle: Buffer.alloc(1), trust: '', bundleHash: 'b', hookKey: 'k' }
  store.installs.add({ ...install, at: 0 })
})
afterEach(() => {
  store.close()
  secrets.close()
  rmSync(folder, { recursive: true })
})
const opened = () => openServerStore(folder, secrets.vault)

/** The queue of a server as the intake; `broken` breaks off right before or after the commit. */
function intakeOn(broken: () => 'before' | 'after' | undefined = () => undefined): TriggerIntake {
  return {
    progress: async () => store.events.progress('f'),
    async take(records, progress) {
      const when = records.length > 0 ? broken() : undefined
      if (when === 'before') throw new Error('killed')
      const arrivals = records.map(({ key, data }) => ({
        flow: 'f',
        key,
        bodyHash: '',
        body: JSON.stringify(data),
        at: 0,
      }))
      store.events.advance('f', arrivals, progress)
      if (when === 'after') throw new Error('killed')
    },
  }
}

const fired = () =>
  store.events.after('f', 0, 1000).map(({ body }) => (JSON.parse(body) as { scheduled_at: string }).scheduled_at)

async function runFrom(start: string, end: string, missed: MissedTicks = 'once', intake = intakeOn()) {
  const stop = new AbortController()
  const clock = madeClock(at(start), (now) => {
    if (now >= at(end)) stop.abort()
  })
  await runSchedule({ schedule, missed, intake, clock, signal: stop.signal })
}

test('Each day of a month fires once, through both changes of the clocks', async () => {
  await runFrom('2026-03-20T00:00:00Z', '2026-04-02T00:00:00Z')
  const days = fired()
  expect(days).toHaveLength(13)
  expect([days[0], days.at(-1)]).toEqual(['2026-03-20T05:00:00.000Z', '2026-04-01T04:00:00.000Z'])
})

test('Started again in between, nothing fires twice and the missed policy decides about the gap', async () => {
  for (const [missed, expected] of [
    ['skip', 2],
    ['once', 3],
    ['all', 5],
  ] as const) {
    await runFrom('2026-06-01T00:00:00Z', '2026-06-01T12:00:00Z', missed)
    await runFrom('2026-06-01T03:59:00Z', '2026-06-01T12:00:00Z', missed)
    store.close()
    store = opened()
    await runFrom('2026-06-04T12:00:00Z', '2026-06-05T12:00:00Z', missed)
    expect([missed, fired().length]).toEqual([missed, expected])
    store.close()
    rmSync(folder, { recursive: true })
    folder = mkdtempSync(join(tmpdir(), 'sluice-schedule-'))
    store = opened()
    const install = {
      flow: 'f',
      name: 'F',
      hash: 'h',
      bundle: Buffer.alloc(1),
      trust: '',
      bundleHash: 'b',
      hookKey: 'k',
    }
    store.installs.add({ ...install, at: 0 })
  }
})

test('Killed right before or right after the commit, the tick is fired once all the same', async () => {
  for (const when of ['before', 'after'] as const) {
    const count = fired().length
    const day = when === 'before' ? '01' : '02'
    await expect(
      runFrom(
        `2026-06-${day}T00:00:00Z`,
        `2026-06-${day}T12:00:00Z`,
        'once',
        intakeOn(() => when),
      ),
    ).rejects.toThrow('killed')
    await runFrom(`2026-06-${day}T04:00:10Z`, `2026-06-${day}T12:00:00Z`)
    expect(fired()).toHaveLength(count + 1)
  }
})

test('Two at once on the same queue, one with its clock behind, fire each tick once', async () => {
  await Promise.all([
    runFrom('2026-06-01T00:00:00Z', '2026-06-08T00:00:00Z', 'all'),
    runFrom('2026-05-31T23:00:00Z', '2026-06-08T00:00:00Z', 'all'),
  ])
  expect(fired()).toHaveLength(7)
  expect(new Set(fired()).size).toBe(7)
})
