/** The declaration of HubSpot against the practice HubSpot: its requests are understood, its answers are read as what they are. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import type { Json, Operation, ReplyPaths, RequestTemplate } from '#engine'
import { startPractice } from '#sandbox'
import { readResults } from '../../engine/connect/reply.ts'
import { fillPath, fillTemplate, type Scope, valueAt } from '../../engine/connect/template.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-declaration-'))
let practice: Awaited<ReturnType<typeof startPractice>>
beforeAll(async () => {
  practice = await startPractice({ folder, limits: { tenSeconds: null } })
})
afterAll(async () => {
  await practice.close()
  rmSync(folder, { recursive: true })
})

const hubspot = CONNECTORS.hubspot
if (!hubspot) throw new Error('there is no HubSpot')

async function call(
  template: RequestTemplate,
  scope: Scope,
): Promise<{ status: number; json: unknown; headers: Headers }> {
  const system = practice.systems.hubspot
  const body = template.body === undefined ? {} : { body: JSON.stringify(fillTemplate(template.body, scope)) }
  const headers = { authorization: `Bearer ${system.token}`, 'content-type': 'application/json' }
  const reply = await fetch(system.address + fillPath(template.path, scope), {
    method: template.method,
    headers,
    ...body,
  })
  return { status: reply.status, json: await reply.json(), headers: reply.headers }
}

const ask = async (part: { request: RequestTemplate; reply: ReplyPaths } | undefined, match: string, scope: Scope) => {
  if (!part) throw new Error('the operation does not look')
  const { status, json } = await call(part.request, { match, ...scope })
  return { status, ...readResults(json, part.reply, match) }
}

const cases: [string, string, Record<string, Json>[]][] = [
  [
    'upsert-company',
    'site_key',
    [
      { name: 'Alder', zip: '60614' },
      { name: 'Finch', numberofemployees: 12 },
    ],
  ],
  ['upsert-contact', 'email', [{ firstname: 'Ana', message: 'Call me' }, { firstname: 'Ben' }]],
]

test.each(cases)('%s creates, finds and updates, each result by its key', async (name, match, bodies) => {
  const operation = hubspot.operations[name] as Operation
  const records = bodies.map((body, index) => ({ key: `k${index}@alder.example`, body }))
  const fields = Object.keys(bodies[0] ?? {})
  const nothing = await ask(operation.look, match, { records, fields })
  expect(nothing.items.size).toBe(0)
  const created = await ask(operation.send, match, { records })
  expect([...created.items.entries()].map(([key, { created: isNew }]) => [key, isNew])).toEqual(
    records.map(({ key }) => [key, true]),
  )
  const updated = await ask(operation.send, match, { records: records.toReversed() })
  expect(records.map(({ key }) => updated.items.get(key)?.created)).toEqual([false, false])
  const found = await ask(operation.look, match, { records, fields: [match, ...fields] })
  expect(found.items.get(records[0]?.key ?? '')?.fields).toMatchObject(bodies[0] ?? {})
})

test('one bad record of a batch is named by its key, and the others are written', async () => {
  const operation = hubspot.operations['upsert-company'] as Operation
  const records = [
    { key: 'good', body: { name: 'Good' } },
    { key: 'bad', body: { numberofemployees: 'many' } },
  ]
  const { items, refusals } = await ask(operation.send, 'site_key', { records })
  expect([...items.keys()]).toEqual(['good'])
  expect([...refusals.keys()]).toEqual(['bad'])
})

test('the practice system says that it is for practice', async () => {
  if (!hubspot.account) throw new Error('the account cannot be asked')
  const { json } = await call(hubspot.account.request, {})
  expect(valueAt(json, hubspot.account.id)).toBeDefined()
  expect(hubspot.account.practice).toContain(valueAt(json, hubspot.account.type))
})

test('every field that is offered exists over there', async () => {
  for (const [name, { fields, unique }] of Object.entries(hubspot.objects)) {
    const { json } = await call({ method: 'GET', path: `/crm/v3/properties/${name}` }, {})
    const known = (valueAt(json, 'results') as { name: string }[]).map((property) => property.name)
    expect(known).toEqual(expect.arrayContaining([...fields, ...unique].map((field) => field.name)))
  }
})
