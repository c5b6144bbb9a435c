/** Each template that writes, with its practice systems at their worst: when they are back, nothing is lost and nothing is doubled. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunView, unaccounted } from '#engine'
import { type Practice, type SystemFaults, startPractice } from '#sandbox'
import type { Context } from '#studio'
import {
  type Begun,
  begin,
  endedAs,
  heldIn,
  type Left,
  type Template,
  toEnd,
  World,
} from '../fixtures/template-chaos.ts'
import { freshFolder, studioIn } from './practice.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-templates-'))
let practice: Practice
let world: World

beforeAll(async () => {
  const limits = { tenSeconds: null, searchPerSecond: null }
  practice = await startPractice({ folder: join(folder, 'practice'), limits, limited: false })
  world = new World(practice)
}, 120_000)
afterAll(async () => {
  await practice?.close()
  rmSync(folder, { recursive: true, force: true })
})

const TEMPLATES: readonly Template[] = [
  { id: 'won-deal', systems: ['xero', 'slack'] },
  { id: 'order-accounting', systems: ['xero'] },
  { id: 'ticket-triage', systems: ['zendesk', 'jira'] },
  { id: 'nightly-inventory', systems: ['postgres'] },
  { id: 'contacts-from-billing', systems: ['stripe', 'hubspot'] },
  { id: 'contacts-to-billing', systems: ['stripe', 'hubspot'], before: changedInTheCrm },
  { id: 'patient-messages', systems: ['fhir'] },
  { id: 'fill-gaps', systems: ['zendesk', 'hubspot'] },
]

/** The other half has run, and a person has changed two phones since. */
async function changedInTheCrm(context: Context): Promise<void> {
  await (await begin(context, { id: 'contacts-from-billing', systems: [] })).done
  const { address = '', token = '' } = practice.systems.hubspot ?? {}
  for (const { id } of (await world.show('hubspot', 'contacts')).objects.slice(0, 2)) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ properties: { phone: `+1312555010${id.at(-1)}` } })
    await fetch(`${address}/crm/v3/objects/contacts/${id}`, { method: 'PATCH', headers, body })
  }
}

const SLOW: SystemFaults = { latency: { beforeMs: 40, afterMs: 40 } }

/** What goes wrong, and the run after it: `faults` are there when it begins. */
interface Scenario {
  faults: SystemFaults
  /** What happens in the middle; the faults are taken away afterwards. */
  meanwhile?(run: Begun, systems: readonly string[], before: number): Promise<void>
  /** It goes through by itself, with the faults in place. */
  sitsOut?: true
  /** Everything is closed then, and opened again. */
  reopens?: true
}

const someWritten = async (systems: readonly string[], before: number, done: Promise<unknown>): Promise<void> => {
  let over = false
  void done.finally(() => {
    over = true
  })
  while (!over && (await world.written(systems)) <= before) await pause(5)
}

const SCENARIOS: Record<string, Scenario> = {
  'an outage from the beginning': { faults: { outage: 'refuse' } },
  'an outage in the middle': {
    faults: SLOW,
    async meanwhile({ done }, systems, before) {
      await someWritten(systems, before, done)
      await world.fault(systems, { outage: 'hang-up' })
    },
  },
  'a storm of 429': { faults: { storm: { answers: 4, waitMs: 50 } }, sitsOut: true },
  'answers lost after writes': { faults: { lostAnswers: 2 }, sitsOut: true },
  'a token that expires': {
    faults: SLOW,
    async meanwhile({ done }, systems, before) {
      await someWritten(systems, before, done)
      await world.fault(systems, { token: 'expired' })
    },
  },
  'slow answers': { faults: { latency: { beforeMs: 120, afterMs: 120 } }, sitsOut: true },
  'a stop in the middle': {
    faults: SLOW,
    meanwhile: ({ done }, systems, before) => someWritten(systems, before, done),
    reopens: true,
  },
}

const studio = (data: string) => studioIn(data, { practiceFolder: folder, patience: 700 })

async function runOf(template: Template, scenario: Scenario | undefined): Promise<{ view: RunView; left: Left }> {
  const { systems, before } = template
  await world.empty(systems)
  const data = freshFolder()
  const context = studio(data)
  await before?.(context, world)
  const written = await world.written(systems)
  await world.fault(systems, scenario?.faults ?? {})
  const run = await begin(context, template)
  await scenario?.meanwhile?.(run, systems, written)
  if (scenario?.reopens) await context.close()
  const first = await run.done
  if (scenario?.sitsOut) expect(first.state).not.toBe('interrupted')
  await world.fault(systems, {})
  const now = scenario?.reopens ? studio(data) : context
  const view = await toEnd(now, first)
  return { view, left: { outcomes: endedAs(view), held: heldIn(now, view), effects: await world.effects(systems) } }
}

const undisturbed = new Map<string, Promise<Left>>()

describe.each(TEMPLATES.map((template) => [template.id, template] as const))('%s', (id, template) => {
  test.each(Object.entries(SCENARIOS))('%s: nothing lost, nothing doubled', async (_, scenario) => {
    const known = undisturbed.get(id) ?? runOf(template, undefined).then(({ left }) => left)
    undisturbed.set(id, known)
    const wanted = await known
    expect(Object.keys(wanted.effects).length).toBeGreaterThan(0)
    const { view, left } = await runOf(template, scenario)
    expect(unaccounted(view)).toBe(0)
    expect(left).toEqual(wanted)
  })
})
