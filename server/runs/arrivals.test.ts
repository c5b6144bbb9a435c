import { describe, expect, it } from 'vitest'
import { createArrivals } from './arrivals.ts'

describe('arrivals', () => {
  it('wake whoever waits for the flow, and only that one', async () => {
    const arrivals = createArrivals()
    const { signal } = new AbortController()
    const woken: string[] = []
    const leads = arrivals.wait('leads', signal).then(() => woken.push('leads'))
    const orders = arrivals.wait('orders', signal).then(() => woken.push('orders'))
    arrivals.tell('orders')
    await orders
    expect(woken).toEqual(['orders'])
    arrivals.tell('leads')
    await leads
  })

  it('that come before somebody waits are not missed, and are told once', async () => {
    const arrivals = createArrivals()
    const stop = new AbortController()
    arrivals.tell('leads')
    await arrivals.wait('leads', stop.signal)
    let woken = false
    const again = arrivals.wait('leads', stop.signal).then(() => {
      woken = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(woken).toBe(false)
    stop.abort()
    await again
    await arrivals.wait('leads', stop.signal)
  })
})
