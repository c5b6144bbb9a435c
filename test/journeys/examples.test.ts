/** The examples that come with Sluice, run from end to end in practice: what each says of itself must come out. */
import { createRouterClient } from '@orpc/server'
import { expect, onTestFinished, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import { checkFlow, type Outcome, type RunView, unaccounted } from '#engine'
import { EXAMPLES } from '#examples'
import type { Studio } from '#protocol'
import { openStudio, startPracticeRun } from '#studio'
import { freshFolder } from './practice.ts'

type Counts = Partial<Record<Outcome, number>>

interface Expected {
  received: number
  made: number
  outcomes: Counts
  /** Of the second run, which creates, changes and newly holds nothing. */
  again: Counts
}

const EXPECTED: Record<string, Expected> = {
  'won-deal': {
    received: 12,
    made: 0,
    outcomes: { created: 8, updated: 1, duplicate: 1, rejected: 1, held: 1 },
    again: { unchanged: 8, duplicate: 1, rejected: 1, stale: 1, held: 1 },
  },
  'order-accounting': {
    received: 11,
    made: 0,
    outcomes: { created: 5, updated: 1, duplicate: 1, rejected: 2, held: 2 },
    again: { unchanged: 5, duplicate: 1, rejected: 2, stale: 1, held: 2 },
  },
  'ticket-triage': {
    received: 10,
    made: 0,
    outcomes: { created: 4, duplicate: 1, rejected: 2, waiting: 3 },
    again: { unchanged: 4, duplicate: 1, rejected: 2, waiting: 3 },
  },
  'nightly-inventory': {
    received: 13,
    made: 0,
    outcomes: { created: 5, updated: 2, duplicate: 1, held: 5 },
    again: { unchanged: 7, duplicate: 1, held: 5 },
  },
  'contacts-from-billing': {
    received: 8,
    made: 0,
    outcomes: { created: 5, duplicate: 1, held: 2 },
    again: { unchanged: 5, duplicate: 1, held: 2 },
  },
  // What the other half wrote, and nothing else.
  'contacts-to-billing': { received: 5, made: 0, outcomes: { filtered: 5 }, again: { filtered: 5 } },
  'patient-messages': {
    received: 10,
    made: 0,
    outcomes: { created: 2, duplicate: 1, rejected: 2, held: 2, waiting: 3 },
    again: { unchanged: 2, duplicate: 1, rejected: 2, held: 2, waiting: 3 },
  },
  'fill-gaps': {
    received: 10,
    made: 0,
    outcomes: { created: 4, updated: 1, duplicate: 1, rejected: 1, waiting: 3 },
    again: { unchanged: 4, stale: 1, duplicate: 1, rejected: 1, waiting: 3 },
  },
  'order-lines': {
    received: 8,
    made: 12,
    outcomes: { created: 8, duplicate: 1, rejected: 3, filtered: 1, held: 1, absorbed: 6 },
    again: { unchanged: 8, duplicate: 1, rejected: 3, filtered: 1, held: 1, absorbed: 6 },
  },
  'messy-list': {
    received: 120,
    made: 0,
    outcomes: { created: 91, duplicate: 18, held: 6, waiting: 5 },
    again: { unchanged: 91, duplicate: 18, held: 6, waiting: 5 },
  },
  'two-teams': {
    received: 14,
    made: 30,
    outcomes: { created: 4, updated: 5, stale: 2, held: 3, absorbed: 30 },
    again: { unchanged: 8, stale: 3, held: 3, absorbed: 27 },
  },
  'nightly-branches': {
    received: 18,
    made: 47,
    outcomes: { created: 3, rejected: 1, filtered: 2, held: 1, absorbed: 58 },
    again: { unchanged: 3, rejected: 1, filtered: 2, held: 1, absorbed: 58 },
  },
}

/** Examples that read what another one wrote. */
const AFTER: Record<string, string> = { 'contacts-to-billing': 'contacts-from-billing' }

async function opened(example: string) {
  const handle = await openStudio({ dataFolder: freshFolder(), host: 'terminal', patience: 1500 })
  onTestFinished(() => handle.close())
  const studio = createRouterClient(handle.router, { context: {} }) as unknown as Studio
  const create = async (id: string) => {
    const saved = await studio.flows.create({ example: id })
    return { saved, run: async () => (await startPracticeRun(handle.context, saved, { anew: true })).done }
  }
  const earlier = AFTER[example]
  const before = earlier === undefined ? undefined : await create(earlier)
  await before?.run()
  return { studio, before, practice: () => handle.context.practice.addresses(), ...(await create(example)) }
}

const endedAs = ({ outcomes }: RunView): Counts =>
  Object.fromEntries(Object.entries(outcomes).filter(([, n]) => n > 0)) as Counts

const fieldsOf = async (studio: Studio, object: string) =>
  (await studio.practice.show({ system: 'crm', object, limit: 200 })).objects.map(({ properties }) => properties)

test.each(Object.entries(EXPECTED))(
  '%s: every record is accounted for, and a second run changes nothing',
  async (id, expected) => {
    const { run } = await opened(id)
    const first = await run()
    expect(unaccounted(first)).toBe(0)
    expect([first.received, first.made]).toEqual([expected.received, expected.made])
    expect(endedAs(first)).toEqual(expected.outcomes)
    const second = await run()
    expect(unaccounted(second)).toBe(0)
    expect(endedAs(second)).toEqual(expected.again)
    expect(second.newlyHeld).toBe(0)
  },
)

test.each(EXAMPLES.map(({ id }) => id))('%s opens in the stepper, and nothing stands against it', async (id) => {
  const { studio, saved } = await opened(id)
  const found = checkFlow(saved.flow, { connectors: CONNECTORS })
  // Tips say what goes to the hold list, where it belongs.
  expect(found.filter(({ severity }) => severity !== 'tip')).toEqual([])
  const { story, total } = await studio.runs.walk({ flow: saved.flow, row: 1 })
  expect(total).toBeGreaterThan(0)
  expect(story.stages.length).toBeGreaterThan(1)
})

test('order lines: each person is one contact, by the name and the address that they have', async () => {
  const { studio, run } = await opened('order-lines')
  await run()
  const contacts = await fieldsOf(studio, 'contacts')
  const jonas = contacts.find(({ email }) => email === 'j.weber@nordholm.example')
  expect(jonas).toMatchObject({
    firstname: 'Jonas',
    lastname: 'Weber',
    company: 'Nordholm Timber',
    phone: '+13125550142',
  })
  const lena = contacts.find(({ email }) => email === 'lena@brightwater.example')
  expect(lena).toMatchObject({ firstname: 'Lena', lastname: 'van der Berg', message: 'B-1004: Fire safety' })
})

test('messy list: a person decides what likeness cannot, and the others do not wait for it', async () => {
  const { studio, saved, run } = await opened('messy-list')
  expect((await run()).state).toBe('waiting')
  const { tasks } = await studio.people.list({ flow: saved.flow.id })
  expect(tasks[0]?.question).toBe('Is Rowan Trading, 322 Park Ave a shop of its own?')
  for (const [index, { id }] of tasks.entries())
    await studio.people.answer({ task: id, answer: index === 0 ? 'A shop of its own' : 'The same one', by: 'Ada' })
  await expect.poll(async () => (await studio.runs.latest({ flow: saved.flow.id }))?.state).toBe('finished')
  const view = await studio.runs.latest({ flow: saved.flow.id })
  expect(view && endedAs(view)).toEqual({ created: 92, duplicate: 18, discarded: 4, held: 6 })
  const shops = await fieldsOf(studio, 'companies')
  expect(shops.find(({ name }) => name === 'Hollow Records')).toMatchObject({
    phone: '+13125550101',
    description: '2019-07-26, yearly sales 56500',
  })
})

test('ticket triage: what the model is not sure of goes where a person says', async () => {
  const { studio, saved, run } = await opened('ticket-triage')
  expect((await run()).state).toBe('waiting')
  const { tasks } = await studio.people.list({ flow: saved.flow.id })
  expect(tasks.map(({ question }) => /"(.*)"/.exec(question)?.[1])).toContain('Hello 👋')
  for (const { id } of tasks)
    await studio.people.answer({ task: id, answer: 'correct', data: { team: 'Technical' }, by: 'Ada' })
  const latest = () => studio.runs.latest({ flow: saved.flow.id })
  await expect.poll(async () => (await latest())?.state, { timeout: 60_000 }).toBe('finished')
  const view = await latest()
  expect(view && endedAs(view)).toEqual({ created: 7, duplicate: 1, rejected: 2 })
  const { objects } = await studio.practice.show({ system: 'zendesk', object: 'tickets', limit: 100 })
  const tags = objects.flatMap(({ properties }) => (properties.external_id === 'R-704' ? [properties.tags] : []))
  expect(tags).toEqual([['technical']])
})

test('contact sync: what one half wrote is no news to the other, and what a person changes reaches the side that lacks it', async () => {
  const { studio, before, run, practice } = await opened('contacts-to-billing')
  expect(endedAs(await run())).toEqual({ filtered: 5 })
  const { hubspot } = (await practice()).systems
  const shown = await studio.practice.show({ system: 'crm', object: 'contacts', limit: 100 })
  const found = shown.objects.find(({ properties }) => properties.email === 'ana.silva@alder.example')
  const reply = await fetch(`${hubspot?.address}/crm/v3/objects/contacts/${found?.id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${hubspot?.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ properties: { phone: '+13125550188', firstname: 'Anna' } }),
  })
  expect(reply.status).toBe(200)
  expect(endedAs(await run())).toEqual({ updated: 1, filtered: 4 })
  const { objects } = await studio.practice.show({ system: 'stripe', object: 'customers', limit: 100 })
  const ana = objects.find(({ properties }) => properties.email === 'ana.silva@alder.example')
  // Billing owns the name: what was changed beside the phone does not come over, and is set right by the other half.
  expect(ana?.properties).toMatchObject({ phone: '+13125550188', name: 'Ana Silva' })
  expect(endedAs((await before?.run()) as RunView)).toEqual({ updated: 1, unchanged: 4, duplicate: 1, held: 2 })
  expect(endedAs((await before?.run()) as RunView)).toEqual({ unchanged: 5, duplicate: 1, held: 2 })
})

test('patient messages: symptoms go to a nurse however sure the model is, and nothing stands with a doubtful patient', async () => {
  const { studio, saved, run } = await opened('patient-messages')
  expect((await run()).state).toBe('waiting')
  const { tasks } = await studio.people.list({ flow: saved.flow.id })
  expect(tasks.map(({ question }) => question).join('\n')).toContain('pain in my chest')
  for (const { id } of tasks) await studio.people.answer({ task: id, answer: 'Today', by: 'Ada' })
  const latest = () => studio.runs.latest({ flow: saved.flow.id })
  await expect.poll(async () => (await latest())?.state).toBe('finished')
  const view = await latest()
  expect(view && endedAs(view)).toEqual({ created: 5, duplicate: 1, rejected: 2, held: 2 })
  const { objects } = await studio.practice.show({ system: 'fhir', object: 'tasks', limit: 100 })
  const priorities = objects.flatMap(({ properties }) =>
    properties.priority === undefined ? [] : [properties.priority],
  )
  expect(priorities.toSorted()).toEqual(['routine', 'routine', 'urgent', 'urgent', 'urgent'])
})

test('fill gaps: what the help desk knows is filled in, and only what nobody knows is asked', async () => {
  const { studio, saved, run } = await opened('fill-gaps')
  await run()
  const { tasks } = await studio.people.list({ flow: saved.flow.id })
  expect(tasks.map(({ question }) => question.split(', customer ')[1])).toEqual(['C-1003?', 'C-9999?', 'C-2002?'])
  const contacts = await fieldsOf(studio, 'contacts')
  expect(contacts.find(({ email }) => email === 'ana.ruiz@alder.example')).toMatchObject({ phone: '+34600000001' })
  expect(contacts.find(({ email }) => email === 'lena@brightwater.example')).toMatchObject({ phone: '+13125550143' })
})

test('two teams: each changes what it owns, and late news change nothing', async () => {
  const { studio, run } = await opened('two-teams')
  await run()
  const customers = Object.fromEntries((await fieldsOf(studio, 'companies')).map((one) => [String(one.site_key), one]))
  expect(Object.keys(customers).sort()).toEqual(['c-201', 'c-202', 'c-203', 'c-204'])
  expect(customers['c-201']).toMatchObject({
    name: 'Alder & Finch',
    numberofemployees: '45',
    description: 'Prefers to be called before noon.',
  })
  expect(customers['c-202']).toMatchObject({ name: 'Nordholm Timber', numberofemployees: '130' })
  expect(customers['c-203']?.description).toBe('Waits for a spare part.')
})

test('nightly branches: only regions that could be read as a whole are written', async () => {
  const { studio, run } = await opened('nightly-branches')
  await run()
  const regions = await fieldsOf(studio, 'companies')
  expect(regions.map(({ name, numberofemployees }) => [name, numberofemployees]).sort()).toEqual([
    ['North', '38'],
    ['South', '28'],
    ['West', '34'],
  ])
})
