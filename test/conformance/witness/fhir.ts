/** A client of health record systems that others wrote for any FHIR server. */
/// <reference types="fhir" />
import { readFileSync } from 'node:fs'
import { Client } from 'fhir-kit-client'
import { expect } from 'vitest'
import type { Witness, WitnessPlace } from './contract.ts'

const manifest = new URL('../package.json', import.meta.resolve('fhir-kit-client'))
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }

const system = 'https://witness.example/mrn'

const connect = ({ system: { address, token } }: WitnessPlace, bearerToken = token) =>
  new Client({ baseUrl: address, bearerToken })

function patient(key: string, family: string) {
  const described: fhir.Patient = { identifier: [{ system, value: key }], name: [{ family, given: ['Ada'] }] }
  return { ...described, resourceType: 'Patient' }
}

const create = (place: WitnessPlace, key: string) =>
  connect(place).create({
    resourceType: 'Patient',
    body: patient(key, 'Alder'),
    options: { headers: { 'If-None-Exist': `identifier=${encodeURIComponent(`${system}|${key}`)}` } },
  })

const find = (place: WitnessPlace, key: string) =>
  connect(place).search({ resourceType: 'Patient', searchParams: { identifier: `${system}|${key}` } })

export const fhirWitness: Witness = {
  connector: 'fhir',
  by: `fhir-kit-client ${version}`,

  async signIn(place) {
    const capabilities = await connect(place).capabilityStatement()
    expect(capabilities).toMatchObject({ fhirVersion: '4.0.1', kind: 'instance' })
    const { tokenUrl } = await connect(place).smartAuthMetadata()
    expect(String(tokenUrl)).toBe(place.system.oauth?.tokenUrl)
    const stranger = connect(place, 'nobody').search({ resourceType: 'Patient' })
    await expect(stranger).rejects.toMatchObject({ response: { status: 401 } })
  },

  async create(place) {
    const made = await create(place, 'K1')
    expect(made).toMatchObject({ ...patient('K1', 'Alder'), meta: { versionId: '1' } })
    expect(Client.httpFor(made).response?.status).toBe(201)
    const id = String(made.id)
    const changed = await connect(place).update({
      resourceType: 'Patient',
      id,
      body: { ...patient('K1', 'Birch'), id },
    })
    expect(changed).toMatchObject({ name: [{ family: 'Birch' }], meta: { versionId: '2' } })
    const stale = connect(place).update({
      resourceType: 'Patient',
      id,
      body: patient('K1', 'Cedar'),
      options: { headers: { 'If-Match': 'W/"1"' } },
    })
    await expect(stale).rejects.toMatchObject({ response: { status: 412 } })
  },

  async find(place) {
    const { id } = await create(place, 'K1')
    expect(await find(place, 'K1')).toMatchObject({ total: 1, entry: [{ resource: { id } }] })
    expect(await find(place, 'K2')).not.toHaveProperty('entry')
    const first = await connect(place).search({ resourceType: 'Patient', searchParams: { _count: 1 } })
    const second = await connect(place).nextPage({ bundle: first as never })
    expect(second).toMatchObject({ resourceType: 'Bundle', entry: [expect.anything()] })
  },

  async repeat(place) {
    await place.control.faults({ lostAnswers: 1 })
    await expect(create(place, 'K1')).rejects.toThrow()
    const again = await create(place, 'K1')
    expect(Client.httpFor(again).response?.status).toBe(200)
    const { effects } = await place.control.show('patients')
    expect(effects).toMatchObject([{ key: 'K1', effects: 1, writes: 2 }])
  },

  async limited(place) {
    await place.control.faults({ storm: { answers: 1, waitMs: 2_000 } })
    const refused = await create(place, 'K1').catch((error: unknown) => error)
    expect(refused).toMatchObject({ response: { status: 429, data: { issue: [{ code: 'throttled' }] } } })
    expect(await create(place, 'K1')).toMatchObject({ resourceType: 'Patient' })
  },

  async expired(place) {
    await place.control.faults({ token: 'expired' })
    await expect(create(place, 'K1')).rejects.toMatchObject({
      response: { status: 401, data: { issue: [{ code: 'expired' }] } },
    })
  },
}
