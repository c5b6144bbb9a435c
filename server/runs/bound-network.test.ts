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
    ]) {
      await expect(call(url, 'crm-token')).rejects.toMatchObject({ code: 'call.blocked' })
    }
    expect(sent).toEqual([])
  })
})
