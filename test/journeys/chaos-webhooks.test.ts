/** Senders at their worst, against a real server process: twice in the same moment, late, out of order, and a thousand at once. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { publicKeyText } from '#adapters/bundle'
import type { Flow, Json } from '#engine'
import { chanceFrom } from '../fixtures/chaos-chance.ts'
import { type Answer, bundleOf, caller, leadsFlow, newSigner, until } from './server-launch.ts'
import {
  cleanUp,
  newFolder,
  type PracticeSaid,
  type Process,
  type ServerSaid,
  startPracticeProcess,
  startServerProcess,
} from './server-process.ts'

const signer = newSigner()
let crm: Process<PracticeSaid>
let server: Process<ServerSaid>
let call: ReturnType<typeof caller>
let hook = ''

beforeEach(async () => {
  crm = await startPracticeProcess(newFolder())
  const keyFile = join(newFolder(), 'ada.key')
  writeFileSync(keyFile, publicKeyText(signer))
  server = await startServerProcess(newFolder(), '--trust', keyFile)
  call = caller(server.said.address, server.said.apiToken)
})
afterEach(cleanUp)

/** Launches the leads with these steps before the write. */
async function launch(between: Record<string, { kind: string; settings: Record<string, Json> }>, start = {}) {
  const leads = leadsFlow('webhook')
  const ids = ['start', ...Object.keys(between), 'write']
  const steps = Object.entries(between).map(([id, step]) => [id, { title: id, ...step }] as const)
  const drawn = leads.steps.start!
  const flow: Flow = {
    ...leads,
    steps: {
      ...leads.steps,
      start: { ...drawn, settings: { ...drawn.settings, ...start } },
      ...Object.fromEntries(steps),
    },
    wires: ids.slice(1).map((id, n) => ({ id: `w${n}`, from: { step: ids[n] ?? '', port: 'main' }, to: { step: id } })),
  }
  const sent = await call('POST', '/api/bundles', bundleOf(flow, signer))
  expect(sent.status).toBe(201)
  hook = (sent.body.intake as { address: string }).address
  const { address, token } = crm.said.systems.hubspot
  await call('PUT', '/api/flows/leads/connections/crm', { address, token })
  await call('POST', '/api/flows/leads/start')
}

const post = (body: Record<string, Json>): Promise<Answer> => caller('')('POST', hook, body)
const lead = (n: number, more: Record<string, Json> = {}) => ({
  email: `lead${n}@example.com`,
  name: `Lead ${n}`,
  ...more,
})
const practice = (method: string, path: string, body?: unknown) =>
  caller(crm.said.control.address, crm.said.control.token)(method, `/__practice/${path}`, body)

interface Shown {
  total: number
  objects: { key: string; properties: Record<string, string | null> }[]
  effects: { key: string; effects: number }[]
}
const shown = async (offset = 0) =>
  (await practice('GET', `show/contacts?limit=500&offset=${offset}`)).body as unknown as Shown
async function effects(): Promise<number[]> {
  const first = await shown()
  const rest = first.total > 500 ? await shown(500) : undefined
  return [...first.effects, ...(rest?.effects ?? [])].map((one) => one.effects)
}
interface LastRun {
  received: number
  state: string
  outcomes: Record<string, number>
  unaccounted?: number
}
const lastRun = async () => (await call('GET', '/api/flows/leads')).body.lastRun as unknown as LastRun | undefined
const settled = (received: number) =>
  until(lastRun, (run) => run?.received === received && run.outcomes.waiting === 0) as Promise<LastRun>
const outcomeAt = (status: unknown) =>
  until(
    () => caller('')('GET', String(status)),
    ({ body }) => body.outcome !== 'waiting',
  )

/** Sends all of them, so many at a time. */
async function postAll(bodies: readonly Record<string, Json>[], atOnce: number): Promise<Answer[]> {
  const answers: Answer[] = []
  let next = 0
  const one = async () => {
    while (next < bodies.length) {
      const index = next++
      answers[index] = await post(bodies[index] ?? {})
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return answers
}

test('one event that is sent twice in the same moment is one record with one status address', async () => {
  await launch({}, { eventId: 'field', eventIdName: 'id' })
  const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => post(lead(n % 10, { id: `e${n % 10}` }))))
  expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(202))
  expect(new Set(answers.map(({ body }) => body.status)).size).toBe(10)
  expect(await settled(10)).toMatchObject({ outcomes: { created: 10 } })
  expect(await effects()).toEqual(Array(10).fill(1))
})

describe('late and out of order', () => {
  const order = { kind: 'order', settings: { fields: ['email'], ignore: ['case'], version: 'version', days: 30 } }
  const version = (n: number, at: number) => lead(n, { name: `Version ${at}`, version: at })

  test('an older version is stale, and what is newer stays', async () => {
    await launch({ order }, { fields: ['email', 'name', 'version'] })
    await outcomeAt((await post(version(1, 3))).body.status)
    for (const late of [1, 2]) {
      const { status } = (await post(version(1, late))).body
      expect((await outcomeAt(status)).body).toMatchObject({ outcome: 'stale', step: 'order' })
    }
    expect((await outcomeAt((await post(version(1, 4))).body.status)).body).toMatchObject({ outcome: 'updated' })
    expect((await shown()).objects[0]?.properties).toMatchObject({ lastname: 'Version 4' })
  })

  test('two hundred versions in any order leave the newest of each', async () => {
    await launch({ order }, { fields: ['email', 'name', 'version'] })
    const chance = chanceFrom(7)
    const all = Array.from({ length: 200 }, (_, n) => ({ body: version(n % 10, Math.floor(n / 10)), at: chance() }))
    await postAll(
      all.toSorted((a, b) => a.at - b.at).map(({ body }) => body),
      20,
    )
    const { outcomes } = await settled(200)
    expect(outcomes).toMatchObject({ created: 10, held: 0, rejected: 0 })
    expect(outcomes.stale).toBeGreaterThan(0)
    const { objects } = await shown()
    expect(objects.map(({ properties }) => properties.lastname)).toEqual(Array(10).fill('Version 19'))
  })
})

describe('what made other tools lose records', () => {
  const once = { kind: 'dedupe', settings: { fields: ['email'], ignore: ['case'], window: 'days', days: 30 } }

  test('a thousand at once all arrive, once each', async () => {
    await launch({})
    const answers = await postAll(
      Array.from({ length: 1000 }, (_, n) => lead(n)),
      1000,
    )
    expect(answers.every(({ status }) => status === 202)).toBe(true)
    expect(await settled(1000)).toMatchObject({ outcomes: { created: 1000, held: 0 } })
    expect(await effects()).toEqual(Array(1000).fill(1))
  })

  test('fifty at a time with a Dedupe step: every key is kept, and every repetition known', async () => {
    await launch({ once })
    const answers = await postAll(
      Array.from({ length: 1000 }, (_, n) => lead(n % 200, { try: n })),
      50,
    )
    expect(answers.every(({ status }) => status === 202)).toBe(true)
    expect(await settled(1000)).toMatchObject({ outcomes: { created: 200, duplicate: 800, held: 0 } })
    expect(await effects()).toEqual(Array(200).fill(1))
  })

  test('after an outage of the target, the same input again delivers all of it', async () => {
    await launch({ once })
    await practice('POST', 'faults', { outage: 'refuse' })
    const leads = Array.from({ length: 100 }, (_, n) => lead(n))
    expect((await postAll(leads, 20)).every(({ status }) => status === 202)).toBe(true)
    await until(lastRun, (run) => run?.received === 100)
    expect((await shown()).total).toBe(0)
    // The senders saw nothing arrive and send all of it again, once while it is away and once when it is back.
    await postAll(leads, 20)
    await practice('POST', 'faults', {})
    await postAll(leads, 20)
    expect(await settled(300)).toMatchObject({ outcomes: { created: 100, duplicate: 200, held: 0 } })
    expect(await effects()).toEqual(Array(100).fill(1))
  })

  test('what was refused is no reason to call the next one a duplicate', async () => {
    await launch({ once })
    // No e-mail address: the CRM refuses it.
    const refused = await outcomeAt((await post({ email: 'not an address', name: 'Ada' })).body.status)
    expect(refused.body).toMatchObject({ outcome: 'held' })
    const again = await outcomeAt((await post({ email: 'not an address', name: 'Ada' })).body.status)
    expect(again.body).toMatchObject({ outcome: 'held', step: 'write' })
  })
})
