import { describe, expect, it } from 'vitest'
import type { NetRequest, Network } from '#engine'
import { boundNetwork } from './bound-network.ts'

const access = {
  crm: { address: 'https://crm.example.com/v1', token: 'crm-token' },
  chat: { address: 'https://chat.example.com', token: 'chat-token' },
}

/** What reached the network. */
function tried() {
  const sent: string[] = []
  const network: Network = {
    request: async (request) => {
      sent.push(request.url)
      return { status: 200, headers: {}, body: '' }
    },
  }
  const bound = boundNetwork(network, access)
  const call = (url: string, token: string) => {
    const request: NetRequest = { method: 'GET', url, headers: { authorization: `Bearer ${token}` }, timeout: 1000 }
    return bound.request(request)
  }
  return { sent, call }
}

describe('a live token', () => {
  it('reaches the origin of its own slot', async () => {
    const { sent, call } = tried()
    await call('https://crm.example.com/anything', 'crm-token')
    await call('https://chat.example.com/', 'chat-token')
    expect(sent).toHaveLength(2)
  })

  it('reaches nothing else, not even another slot of the flow', async () => {
    const { sent, call } = tried()
    for (const url of [
      'https://chat.example.com/',
      'https://crm.example.com@evil.example/',
      'http://crm.example.com/',
      'postgres://crm.example.com/',
    ]) {
      await expect(call(url, 'crm-token')).rejects.toMatchObject({ code: 'call.blocked' })
    }
    expect(sent).toEqual([])
  })

  it('is known in the form of HTTP Basic, and between databases too', async () => {
    const sent: string[] = []
    const network: Network = {
      request: async (request) => {
        sent.push(request.url)
        return { status: 200, headers: {}, body: '' }
      },
    }
    const bound = boundNetwork(network, {
      own: { address: 'postgres://one.example.com/shop', token: 'reader:secret' },
      other: { address: 'postgres://two.example.com/shop', token: '' },
    })
    const headers = { authorization: `Basic ${Buffer.from('reader:secret').toString('base64')}` }
    await bound.request({ method: 'POST', url: 'postgres://one.example.com/shop', headers, timeout: 1000 })
    const away = bound.request({ method: 'POST', url: 'postgres://two.example.com/shop', headers, timeout: 1000 })
    await expect(away).rejects.toMatchObject({ code: 'call.blocked' })
    expect(sent).toEqual(['postgres://one.example.com/shop'])
  })
})
