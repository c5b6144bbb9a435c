/** OpenAI's own client at the practice OpenAI, and at the practice server that speaks like it. */
import OpenAI, { AuthenticationError, NotFoundError, RateLimitError } from 'openai'
import { expect } from 'vitest'
import type { SystemAccess } from '#sandbox'
import type { Witness } from './contract.ts'

const BY = 'openai 7.57.0'

const client = ({ address }: SystemAccess, apiKey: string) =>
  new OpenAI({ baseURL: `${address}/v1`, apiKey, maxRetries: 0 })

const form = {
  type: 'object',
  properties: { choice: { type: 'string', enum: ['Billing', 'Sales'] } },
  required: ['choice'],
  additionalProperties: false,
} as const

const ask = (to: OpenAI, model: string, content: string) =>
  to.chat.completions.create({
    model,
    messages: [{ role: 'user', content }],
    response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: { ...form }, strict: true } },
  })

const witness = (connector: string, model: string): Witness => ({
  connector,
  by: BY,
  async signIn({ system }) {
    const { data } = await client(system, system.token).models.list()
    expect(data.map(({ id }) => id)).toContain(model)
    await expect(client(system, 'practice-nobody').models.list()).rejects.toBeInstanceOf(AuthenticationError)
  },
  async create({ system, control }) {
    const { choices, usage } = await ask(client(system, system.token), model, 'A question about billing')
    expect(JSON.parse(choices[0]?.message.content ?? '')).toEqual({ choice: 'Billing' })
    expect(choices[0]?.finish_reason).toBe('stop')
    expect(usage?.total_tokens).toBeGreaterThan(0)
    expect((await control.show('questions')).total).toBe(1)
  },
  async find({ system }) {
    expect((await client(system, system.token).models.retrieve(model)).id).toBe(model)
    await expect(client(system, system.token).models.retrieve('gpt-none')).rejects.toBeInstanceOf(NotFoundError)
  },
  async repeat({ system }) {
    const [one, other] = [1, 2].map(() => ask(client(system, system.token), model, 'Sales, please'))
    expect((await one)?.choices[0]?.message.content).toBe((await other)?.choices[0]?.message.content)
  },
  async limited({ system, control }) {
    await control.faults({ storm: { answers: 1, waitMs: 3000 } })
    const refused = await ask(client(system, system.token), model, 'Hello').catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(RateLimitError)
    expect((refused as RateLimitError).code).toBe('rate_limit_exceeded')
    expect((refused as RateLimitError).headers?.get('retry-after')).toBe('3')
    // A spent quota has the same status, and another code.
    const spent = await ask(client(system, system.token), 'practice-no-quota', 'Hello').catch((error: unknown) => error)
    expect((spent as RateLimitError).code).toBe('insufficient_quota')
  },
  async expired({ system, control }) {
    const token = await control.newSignIn({ lastsMs: 0 })
    await expect(client(system, token).models.list()).rejects.toBeInstanceOf(AuthenticationError)
  },
})

export const openai = witness('openai', 'gpt-5.4-mini')
export const openaiCompatible = witness('openai-compatible', 'llama3.1')
