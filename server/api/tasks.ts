/** Questions that records of the server's flows wait for: what is asked of whom, and the answers. */
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import { Failure, type GivenAnswer, type Json } from '#engine'
import { parseBody } from '../http/json-body.ts'
import type { Parts } from '../parts.ts'

const page = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  /** The values that the questions show as they are, instead of masked. */
  reveal: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
})
const answered = z.strictObject({
  answer: z.string().min(1).max(200),
  /** For `correct`: new values of fields that the question shows. */
  fields: z.record(z.string(), z.json()).optional(),
  by: z.string().trim().min(1).max(200),
})

export function taskRoutes(app: FastifyInstance, { catalogue, runs }: Parts): void {
  app.get('/api/tasks', async ({ query }) => runs.tasks(undefined, parseQuery(query)))

  app.get<{ Params: { id: string } }>('/api/flows/:id/tasks', async ({ params: { id }, query }) => {
    catalogue.flow(id)
    return runs.tasks(id, parseQuery(query))
  })

  app.post<{ Params: { task: string } }>('/api/tasks/:task/answer', async ({ params: { task }, body }) => {
    const { answer, fields, by } = parseBody(body, answered)
    const given: GivenAnswer = { answer, by, ...(fields ? { data: fields as Record<string, Json> } : {}) }
    const id = /^[1-9]\d{0,14}$/.test(task) ? Number(task) : undefined
    if (id === undefined) throw new Failure('task.not-found', 'permanent', { task: task.slice(0, 40) })
    return { task: id, answer, ...(await runs.answer(id, given)) }
  })
}

function parseQuery(query: unknown) {
  const parsed = page.safeParse(query)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Failure('usage.invalid', 'validation', { why: `${issue?.path.join('.')}: ${issue?.message}` })
}
