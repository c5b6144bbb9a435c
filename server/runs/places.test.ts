import { expect, test } from 'vitest'
import { flowSchema } from '#engine'
import { leadsThere, placesOf, targetOf } from './places.ts'

const flow = flowSchema.parse({
  formatVersion: 1,
  id: 'leads',
  name: 'Leads',
  steps: {},
  wires: [],
  connections: { crm: { name: 'Our CRM', connector: 'hubspot' }, chat: { name: 'Chat', connector: 'slack' } },
})
const slot = (
  connection: string,
  connector: string,
  account?: string,
  address = `https://${connector}.example.com`,
) => ({
  ...{ flow: 'leads', connection, connector, address, token: 'secret' },
  ...(account === undefined ? {} : { account }),
})
const places = (...slots: ReturnType<typeof slot>[]) => placesOf(flow, slots)

test('a run remembers where each connection led, and never the token', () => {
  const target = targetOf(places(slot('crm', 'hubspot', '17'), slot('chat', 'slack')))
  expect(target).toBe('chat: slack https://slack.example.com, crm: hubspot https://hubspot.example.com 17')
  expect(placesOf(flow, [slot('crm', 'slack')])).toEqual({})
})

test('it goes on there and nowhere else', () => {
  const target = targetOf(places(slot('crm', 'hubspot', '17')))
  expect(leadsThere(target, places(slot('crm', 'hubspot', '17'), slot('chat', 'slack')))).toBe(true)
  expect(leadsThere(target, places(slot('crm', 'hubspot', '18')))).toBe(false)
  expect(leadsThere(target, places(slot('crm', 'hubspot', '17', 'https://eu.example.com')))).toBe(false)
  expect(leadsThere(target, places(slot('chat', 'slack')))).toBe(false)
})

test('an account that could not be asked is not taken for the one it began with, but the reverse is no reason to stop', () => {
  expect(leadsThere(targetOf(places(slot('crm', 'hubspot', '17'))), places(slot('crm', 'hubspot')))).toBe(false)
  expect(leadsThere(targetOf(places(slot('crm', 'hubspot'))), places(slot('crm', 'hubspot', '17')))).toBe(true)
  expect(leadsThere('', places(slot('crm', 'hubspot', '17')))).toBe(true)
})
