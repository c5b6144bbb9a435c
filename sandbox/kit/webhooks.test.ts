import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Call } from '../http/exchange.ts'
import { type Listener, listen } from '../http/listen.ts'
import { type ServedPractice, servePractice } from './served.ts'

let served: ServedPractice
let receiver: Listener
let received: Call[]
/** What the receiver answers next; 200 when there is no more. */
let answers: number[]

beforeEach(async () => {
  received = []
  answers = []
  served = await servePractice()
  receiver = await listen(0, (call) => {
    received.push(call)
    return { status: answers.shift() ?? 200 }
  })
  await subscribe({ secret: 'quiet' })
})

afterEach(async () => {
  await served.end()
  await receiver.close()
})

const url = () => `http://127.0.0.1:${receiver.port}/events`
const subscribe = (more: object = {}) => served.control('made-up/webhooks', { url: url(), ...more })
const create = (email: string) => served.ask('POST', '/v1/contacts', { email })
const events = () => received.map(({ body }) => (JSON.parse(body) as { email: string }).email)

test('an event is sent to whoever asked for it, signed as the vendor signs', async () => {
  await create('a')
  await expect.poll(events).toEqual(['a'])
  const [call] = received
  expect(call?.headers['x-signature']).toBe(
    createHmac('sha256', 'quiet')
      .update(call?.body ?? '')
      .digest('hex'),
  )
})

test('one that was not taken is sent again under the same id', async () => {
  answers = [500, 503]
  await create('a')
  await expect.poll(events).toEqual(['a', 'a', 'a'])
  expect(new Set(received.map(({ headers }) => headers['x-event'])).size).toBe(1)
})

test('what was refused sends no event, what was carried out sends it although its answer was lost', async () => {
  await served.faults({ required: [{ kind: 'contacts', field: 'phone' }] })
  await served.ask('POST', '/v1/contacts/bulk', { items: [{ email: 'a', phone: '1' }, { email: 'b' }] })
  await served.faults({ lostAnswers: 1 })
  await expect(create('c')).rejects.toThrow()
  await expect.poll(events).toEqual(['c'])
})

test('events come twice, out of order, late or not at all', async () => {
  await served.faults({ webhooks: { twice: true } })
  await create('a')
  await expect.poll(events).toEqual(['a', 'a'])
  await served.faults({ webhooks: { outOfOrder: true } })
  await Promise.all([create('b'), create('c')])
  await expect.poll(() => events().length).toBe(4)
  const made = (await served.control('made-up/show/contacts')) as { objects: { body: { email: string } }[] }
  const order = made.objects.map(({ body }) => body.email).slice(-2)
  expect(events().slice(-2)).toEqual(order.toReversed())
  await create('d')
  await expect.poll(() => events().at(-1)).toBe('d')
  await served.faults({ webhooks: { lost: 1 } })
  await create('e')
  await served.faults({ webhooks: { lateMs: 50 } })
  await create('f')
  await expect.poll(() => events().slice(5)).toEqual(['f'])
})

test('topics are told apart, and nobody who left is sent anything', async () => {
  await subscribe({ topics: ['contact.removed'] })
  expect(await served.control('made-up/webhooks')).toEqual({ webhooks: [{ url: url(), topics: ['contact.removed'] }] })
  await create('a')
  await subscribe()
  await create('b')
  await expect.poll(events).toEqual(['b'])
  const { address, token } = served.practice.control
  const target = `${address}/__practice/made-up/webhooks?url=${encodeURIComponent(url())}`
  await fetch(target, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } })
  expect(await served.control('made-up/webhooks')).toEqual({ webhooks: [] })
})

test.each(['https://away.example/', 'http://127.0.0.1.away.example/', 'file:///etc/passwd', 'nowhere'])(
  'nothing is ever sent to %s',
  async (away) => {
    expect(await served.control('made-up/webhooks', { url: away })).toEqual({
      error: expect.stringContaining('this machine'),
    })
    expect(await served.control('hubspot/webhooks')).toEqual({ error: 'Practice HubSpot sends no events' })
  },
)
