/** Anthropic's own client at the practice Anthropic. */
import Anthropic, { AuthenticationError, NotFoundError, RateLimitError } from '@anthropic-ai/sdk'
import { expect } from 'vitest'
import type { SystemAccess } from '#sandbox'
import type { Witness } from './contract.ts'

const MODEL = 'claude-haiku-5-5'

const client = ({ address }: SystemAccess, apiKey: string) => new Anthropic({ baseURL: address, apiKey, maxRetries: 0 })

const schema = {
  type: 'object',
  properties: { choice: { type: 'string', enum: ['Billing', 'Sales'] } },
  required: ['choice'],
  additionalProperties: false,
}

const ask = (to: Anthropic, content: string) =>
  to.messages.create({
    model: MODEL,
    max_tokens: 200,
    messages: [{ role: 'user', content }],
    output_config: { format: { type: 'json_schema', schema } },
  })

const textOf = ({ content }: Anthropic.Message): string => {
  const [first] = content
  return first?.type === 'text' ? first.text : ''
}

export const anthropic: Witness = {
  connector: 'anthropic',
  by: '@anthropic-ai/sdk 1.12.0',
  async signIn({ system }) {
    const { data } = await client(system, system.token).models.list()
    expect(data.map(({ id }) => id)).toContain(MODEL)
    await expect(client(system, 'practice-nobody').models.list()).rejects.toBeInstanceOf(AuthenticationError)
  },
  async create({ system, control }) {
    const said = await ask(client(system, system.token), 'A question about billing')
    expect(JSON.parse(textOf(said))).toEqual({ choice: 'Billing' })
    expect([said.stop_reason, said.usage.output_tokens > 0]).toEqual(['end_turn', true])
    expect((await control.show('questions')).total).toBe(1)
  },
  async find({ system }) {
    expect((await client(system, system.token).models.retrieve(MODEL)).id).toBe(MODEL)
    await expect(client(system, system.token).models.retrieve('claude-none')).rejects.toBeInstanceOf(NotFoundError)
  },
  async repeat({ system }) {
    const [one, other] = await Promise.all([1, 2].map(() => ask(client(system, system.token), 'Sales, please')))
    expect(one && textOf(one)).toBe(other && textOf(other))
  },
  async limited({ system, control }) {
    await control.faults({ storm: { answers: 1, waitMs: 3000 } })
    const refused = await ask(client(system, system.token), 'Hello').catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(RateLimitError)
    expect((refused as RateLimitError).headers?.get('retry-after')).toBe('3')
  },
  async expired({ system, control }) {
    const token = await control.newSignIn({ lastsMs: 0 })
    await expect(client(system, token).models.list()).rejects.toBeInstanceOf(AuthenticationError)
  },
}
