/** PagerDuty's own client. */
import { createRequire } from 'node:module'
import { api } from '@pagerduty/pdjs'
import { expect } from 'vitest'
import type { Witness, WitnessPlace } from './contract.ts'

const { version } = createRequire(import.meta.url)('@pagerduty/pdjs/package.json') as { version: string }

interface Answer {
  status: number
  data: { incident: Record<string, unknown>; incidents: Record<string, unknown>[]; error: Record<string, unknown> }
  next?: () => Promise<Answer>
}

const ask = async (place: WitnessPlace, method: string, path: string, more: object = {}, token = place.system.token) =>
  (await api({
    url: `${place.system.address}${path}`,
    token,
    method,
    headers: { From: 'witness@alder.example' },
    retryTimeout: 1,
    ...more,
  } as Parameters<typeof api>[0])) as unknown as Answer

const open = (place: WitnessPlace, key: string, token?: string) => {
  const incident = {
    type: 'incident',
    title: `Trouble ${key}`,
    service: { id: 'PSHOP01', type: 'service_reference' },
    incident_key: key,
  }
  return ask(place, 'POST', '/incidents', { data: { incident } }, token)
}

const find = async (place: WitnessPlace, key: string) =>
  (await ask(place, 'GET', '/incidents', { data: { incident_key: key, date_range: 'all' } })).data.incidents

export const pagerduty: Witness = {
  connector: 'pagerduty',
  by: `@pagerduty/pdjs ${version}`,

  async signIn(place) {
    expect(await ask(place, 'GET', '/abilities')).toMatchObject({ status: 200, data: { abilities: expect.any(Array) } })
    const stranger = await ask(place, 'GET', '/abilities', {}, 'nobody')
    expect(stranger).toMatchObject({ status: 401, data: { error: { code: 2006 } } })
  },

  async create(place) {
    const { status, data } = await open(place, 'K1')
    expect([status, data.incident]).toMatchObject([201, { title: 'Trouble K1', status: 'triggered', urgency: 'high' }])
    const change = { data: { incident: { type: 'incident_reference', status: 'resolved' } } }
    const resolved = await ask(place, 'PUT', `/incidents/${data.incident.id}`, change)
    expect(resolved).toMatchObject({ status: 200, data: { incident: { status: 'resolved' } } })
  },

  async find(place) {
    const { data } = await open(place, 'K1')
    expect(await find(place, 'K1')).toMatchObject([{ id: data.incident.id }])
    expect(await find(place, 'K2')).toEqual([])
    const first = await ask(place, 'GET', '/incidents', { data: { date_range: 'all', limit: 1 } })
    const second = await first.next?.()
    expect(second?.data.incidents).toHaveLength(1)
    expect(second?.data.incidents[0]?.id).not.toBe(first.data.incidents[0]?.id)
  },

  async repeat(place) {
    await place.control.faults({ lostAnswers: 1 })
    await expect(open(place, 'K1')).rejects.toThrow()
    expect(await open(place, 'K1')).toMatchObject({ status: 400, data: { error: { code: 2001 } } })
    const { effects } = await place.control.show('incidents')
    expect(effects).toMatchObject([{ key: 'K1', effects: 1, writes: 1 }])
  },

  async limited(place) {
    // It asks four times before it gives up.
    await place.control.faults({ storm: { answers: 4, waitMs: 2_000 } })
    expect(await open(place, 'K1')).toMatchObject({ status: 429, data: { error: { code: 2020 } } })
    expect(await open(place, 'K1')).toMatchObject({ status: 201 })
  },

  async expired(place) {
    await place.control.faults({ token: 'expired' })
    expect(await open(place, 'K1')).toMatchObject({ status: 401 })
  },
}
