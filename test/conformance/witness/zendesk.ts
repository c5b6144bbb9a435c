/** The client that most programs in JavaScript ask Zendesk with. */
import { readFileSync } from 'node:fs'
import { createClient } from 'node-zendesk'
import { expect } from 'vitest'
import type { Witness, WitnessPlace } from './contract.ts'

const about = new URL('../../../node_modules/node-zendesk/package.json', import.meta.url)
const { version } = JSON.parse(readFileSync(about, 'utf8')) as { version: string }

/** Practice keys are `e-mail/token:token`, as they stand in HTTP Basic; the client puts them together itself. */
const connect = ({ system }: WitnessPlace, key = system.token, customHeaders = {}) => {
  const [username = '', token = ''] = key.split('/token:')
  return createClient({
    username,
    token,
    endpointUri: `${system.address}/api/v2`,
    customHeaders,
    throwOriginalException: true,
  })
}

const keyed = (place: WitnessPlace) => connect(place, place.system.token, { 'Idempotency-Key': 'witness 1' })

/** The client calls the same member `comment` a text where it is an object, and wants members that the system fills in. */
const draft = (subject: string) =>
  ({ ticket: { subject, external_id: 'W-1', comment: { body: 'It does not work' } } }) as never

interface Ticket {
  id: number
  subject: string
  external_id: string | null
}

/** Its types say less than it answers. */
const ticketIn = (answer: unknown) => (answer as { result: Ticket }).result
const listIn = (answer: unknown) => answer as Ticket[]

const create = async (place: WitnessPlace, subject = 'Printer 🖨') =>
  ticketIn(await keyed(place).tickets.create(draft(subject)))

export const zendesk: Witness = {
  connector: 'zendesk',
  by: `node-zendesk ${version}`,

  async signIn(place) {
    const { result } = (await connect(place).users.me()) as unknown as { result: { email: string; role: string } }
    expect(result).toMatchObject({ email: 'agent@practice.example', role: 'admin' })
    const stranger = connect(place, 'nobody@practice.example/token:nothing').users.me()
    await expect(stranger).rejects.toMatchObject({ statusCode: 401 })
  },

  async create(place) {
    const made = await create(place)
    const read = ticketIn(await connect(place).tickets.show(made.id))
    expect(read).toMatchObject({ id: made.id, subject: 'Printer 🖨', external_id: 'W-1', status: 'new' })
    const changed = await connect(place).tickets.update(made.id, { ticket: { status: 'open' } } as never)
    expect(ticketIn(changed)).toMatchObject({ status: 'open', subject: 'Printer 🖨' })
    const person = { user: { name: 'Pat', external_id: 'P-1' } } as never
    const [one, other] = [
      await connect(place).users.createOrUpdate(person),
      await connect(place).users.createOrUpdate(person),
    ]
    expect(ticketIn(other).id).toBe(ticketIn(one).id)
  },

  async find(place) {
    const made = await create(place)
    const all = listIn(await connect(place).tickets.list())
    expect(all.find(({ external_id }) => external_id === 'W-1')?.id).toBe(made.id)
    const search = (key: string) => connect(place).users.search({ external_id: key })
    expect(listIn(await search('C-1001'))).toMatchObject([{ name: 'Ana Ruiz' }])
    expect(listIn(await search('C-9999'))).toEqual([])
  },

  async repeat(place) {
    await place.control.faults({ lostAnswers: 1 })
    await expect(create(place)).rejects.toThrow()
    const again = await create(place)
    expect((await create(place)).id).toBe(again.id)
    const { effects } = await place.control.show('tickets')
    expect(effects).toMatchObject([{ key: 'W-1', effects: 1, writes: 1 }])
    await expect(create(place, 'Another text')).rejects.toMatchObject({
      statusCode: 400,
      result: { error: 'IdempotentRequestError' },
    })
  },

  async limited(place) {
    await place.control.faults({ storm: { answers: 1, waitMs: 2_000 } })
    // The client hands over this refusal as if it were an answer.
    const { result } = (await keyed(place).tickets.create(draft('Printer'))) as unknown as { result: unknown }
    expect(result).toMatchObject({ statusCode: 429, result: { error: 'APIRateLimitExceeded' } })
    expect((await create(place)).id).toBeGreaterThan(0)
  },

  async expired(place) {
    await place.control.faults({ token: 'expired' })
    await expect(create(place)).rejects.toMatchObject({ statusCode: 401, result: { error: 'invalid_token' } })
  },
}
