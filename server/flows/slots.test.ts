import { describe, expect, it } from 'vitest'
import { flowSchema } from '#engine'
import { accessOf, liveAddress, viewSlots } from './slots.ts'

const flow = flowSchema.parse({
  formatVersion: 1,
  id: 'leads',
  name: 'Leads',
  steps: {},
  wires: [],
  connections: { crm: { name: 'Our CRM', connector: 'hubspot' }, chat: { name: 'Chat', connector: 'slack' } },
})
const slot = (connection: string, connector: string) => ({
  flow: 'leads',
  connection,
  connector,
  address: `https://${connector}.example.com`,
  token: `token of ${connection}`,
})

describe('live sign-ins', () => {
  it('are shown without their token', () => {
    const views = viewSlots(flow, [slot('crm', 'hubspot')], { hubspot: { title: 'HubSpot' } })
    expect(views).toEqual([
      { connection: 'crm', system: 'HubSpot', name: 'Our CRM', mapped: true, address: 'https://hubspot.example.com' },
      { connection: 'chat', system: 'slack', name: 'Chat', mapped: false },
    ])
  })

  it('are demanded for every connection, and one for another system does not count', () => {
    const missing = { code: 'server.slot-missing', values: { connection: 'Chat' } }
    expect(() => accessOf(flow, [slot('crm', 'hubspot')])).toThrowError(expect.objectContaining(missing))
    const other = [slot('crm', 'hubspot'), slot('chat', 'teams')]
    expect(() => accessOf(flow, other)).toThrowError(expect.objectContaining(missing))
    expect(viewSlots(flow, other, {})[1]).toMatchObject({ mapped: false })
    const access = accessOf(flow, [slot('crm', 'hubspot'), slot('chat', 'slack')])
    expect(access.chat).toEqual({ address: 'https://slack.example.com', token: 'token of chat' })
  })

  it('take an address that a token may be sent to', () => {
    expect(liveAddress('https://api.example.com/')).toBe('https://api.example.com')
    expect(liveAddress('https://api.example.com/v1//')).toBe('https://api.example.com/v1')
    expect(liveAddress('http://127.0.0.1:4100')).toBe('http://127.0.0.1:4100')
    expect(liveAddress('http://[::1]:4100/')).toBe('http://[::1]:4100')
    const refused = [
      '',
      'crm',
      'ftp://api.example.com',
      'http://api.example.com',
      'http://127.0.0.1.example.com',
      'https://ada:secret@api.example.com',
      'https://api.example.com/?x=1',
      'https://api.example.com/#x',
    ]
    for (const address of refused) {
      expect(() => liveAddress(address)).toThrowError(expect.objectContaining({ code: 'slot.address' }))
    }
  })
})
