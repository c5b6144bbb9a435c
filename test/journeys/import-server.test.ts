/** An imported system travels inside the bundle: a server that never saw its description writes to it, once somebody proved it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { publicKeyText } from '#adapters/bundle'
import { type Connector, type Flow, flowSchema, importDescription } from '#engine'
import { keepDescribed } from '#sandbox'
import { CLUB_ANSWERS, CLUBS } from '../fixtures/clubs.ts'
import { bundleOf, caller, newSigner, until } from './server-launch.ts'
import { cleanUp, newFolder, startPracticeProcess, startServerProcess } from './server-process.ts'

afterEach(cleanUp)

const flow: Flow = flowSchema.parse({
  formatVersion: 1,
  id: 'members',
  name: 'Members',
  steps: {
    start: { kind: 'webhook', title: 'Members come in', settings: { fields: ['email', 'city'] } },
    write: {
      kind: 'write',
      title: 'Save the member',
      settings: {
        connection: 'club',
        operation: 'save-member',
        matchField: 'email',
        key: { fields: ['email'], ignore: ['case', 'spaces'] },
        fields: [{ to: 'address.city', from: 'city' }],
      },
    },
  },
  wires: [{ id: 'w1', from: { step: 'start', port: 'main' }, to: { step: 'write' } }],
  connections: { club: { name: 'Club', connector: 'api-clubs' } },
  owners: { logic: 'Ada', backup: 'Grace' },
  alerts: { person: 'Ada' },
})

const { connector } = importDescription(CLUBS, { answers: CLUB_ANSWERS })

test('as long as nothing speaks for it, a server refuses it; then it runs', async () => {
  const folder = newFolder()
  keepDescribed(folder, { name: 'api-clubs', title: 'Clubs', description: CLUBS })
  const practice = await startPracticeProcess(folder)
  const systems: Record<string, { address: string; token: string }> = { ...practice.said.systems }
  const club = systems['api-clubs']
  const signer = newSigner()
  const keyFile = join(newFolder(), 'ada.key')
  writeFileSync(keyFile, publicKeyText(signer))
  const server = await startServerProcess(newFolder(), '--trust', keyFile)
  const call = caller(server.said.address, server.said.apiToken)
  const send = (declared: Connector) =>
    call('POST', '/api/bundles', bundleOf(flow, signer, { connectors: { 'api-clubs': declared } }))

  expect(await send(connector)).toMatchObject({ status: 422, body: { code: 'bundle.blocked' } })

  const sent = await send({ ...connector, proof: ['the club itself'] })
  expect(sent.status).toBe(201)
  const hook = (sent.body.intake as { address: string }).address
  const slot = await call('PUT', '/api/flows/members/connections/club', { address: club?.address, token: club?.token })
  expect(slot.status).toBe(200)
  expect((await call('POST', '/api/flows/members/start')).status).toBe(200)
  for (const city of ['Chicago', 'Boston', 'Boston']) {
    const { body } = await caller('')('POST', hook, { email: 'ana@club.example', city })
    await until(
      () => caller('')('GET', String(body.status)),
      (status) => status.body.outcome !== 'waiting',
    )
  }
  const control = caller(practice.said.control.address, practice.said.control.token)
  const shown = (await control('GET', '/__practice/api-clubs/show/members')).body
  expect(shown).toMatchObject({
    total: 1,
    objects: [{ body: { email: 'ana@club.example', address: { city: 'Boston' } } }],
  })
  expect(shown).toMatchObject({ effects: [{ key: 'ana@club.example', created: 1, changed: 1 }] })
})
