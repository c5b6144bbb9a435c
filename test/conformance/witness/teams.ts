/** Microsoft's own Graph client; it keeps its token for itself where a host is not Graph's, so that it is handed over by the test. */
import { createRequire } from 'node:module'
import {
  Client,
  type Context,
  HTTPMessageHandler,
  type Middleware,
  RetryHandler,
  RetryHandlerOptions,
} from '@microsoft/microsoft-graph-client'
import { expect } from 'vitest'
import type { Witness, WitnessPlace } from './contract.ts'

const { version } = createRequire(import.meta.url)('@microsoft/microsoft-graph-client/package.json') as {
  version: string
}

const messages = '/teams/team-1/channels/19:general@thread.tacv2/messages'

class WithToken implements Middleware {
  private readonly token: string
  private readonly next: Middleware
  constructor(token: string, next: Middleware) {
    this.token = token
    this.next = next
  }
  execute(context: Context): Promise<void> {
    const headers = { ...(context.options?.headers as Record<string, string>), authorization: `Bearer ${this.token}` }
    context.options = { ...context.options, headers }
    return this.next.execute(context)
  }
}

function connect({ system }: WitnessPlace, { token = system.token, retries = 0 } = {}): Client {
  const retry = new RetryHandler(new RetryHandlerOptions(1, retries))
  retry.setNext(new HTTPMessageHandler())
  return Client.initWithMiddleware({ baseUrl: `${system.address}/`, middleware: new WithToken(token, retry) })
}

const post = (place: WitnessPlace, content: string, options = {}) =>
  connect(place, options).api(messages).post({ body: { content } })

const find = async (place: WitnessPlace, content: string): Promise<unknown[]> => {
  const { value } = (await connect(place).api(messages).top(50).get()) as { value: { body: { content: string } }[] }
  return value.filter(({ body }) => body.content === content)
}

export const teams: Witness = {
  connector: 'teams',
  by: `@microsoft/microsoft-graph-client ${version}`,

  async signIn(place) {
    expect(await connect(place).api('/me').get()).toMatchObject({ userPrincipalName: 'practice@practice.example' })
    const stranger = connect(place, { token: 'nobody' }).api('/me').get()
    await expect(stranger).rejects.toMatchObject({ statusCode: 401, code: 'InvalidAuthenticationToken' })
    const narrow = { token: await place.control.newSignIn({ permissions: ['User.Read'] }) }
    await expect(post(place, 'x', narrow)).rejects.toMatchObject({ statusCode: 403, code: 'Forbidden' })
  },

  async create(place) {
    const made = await post(place, 'K1 🎉')
    expect(made).toMatchObject({ messageType: 'message', body: { contentType: 'text', content: 'K1 🎉' } })
    await expect(post(place, '')).rejects.toMatchObject({ statusCode: 400, code: 'BadRequest' })
  },

  async find(place) {
    await post(place, 'K1')
    expect(await find(place, 'K1')).toHaveLength(1)
    expect(await find(place, 'K2')).toEqual([])
    const page = (await connect(place).api(messages).top(1).get()) as Record<string, string>
    const next = await connect(place)
      .api(String(page['@odata.nextLink']).replace(`${place.system.address}/v1.0`, ''))
      .get()
    expect(next).toMatchObject({ value: [expect.anything()] })
  },

  /** It is not repeated: what was posted once stands there once, and a person decides. */
  async repeat(place) {
    await place.control.faults({ lostAnswers: 1 })
    await expect(post(place, 'K1')).rejects.toThrow()
    expect(await find(place, 'K1')).toHaveLength(1)
    const { effects } = await place.control.show('messages')
    expect(effects).toMatchObject([{ key: 'K1', effects: 1, writes: 1 }])
  },

  async limited(place) {
    await place.control.faults({ storm: { answers: 1, waitMs: 100 } })
    const refused = await post(place, 'K1').catch((error: unknown) => error)
    expect(refused).toMatchObject({ statusCode: 429, code: 'TooManyRequests' })
    // Its own client understands the fraction, and comes back.
    await place.control.faults({ storm: { answers: 1, waitMs: 100 } })
    expect(await post(place, 'K1', { retries: 1 })).toMatchObject({ body: { content: 'K1' } })
  },

  async expired(place) {
    await place.control.faults({ token: 'expired' })
    await expect(post(place, 'K1')).rejects.toMatchObject({ statusCode: 401, code: 'InvalidAuthenticationToken' })
  },
}
