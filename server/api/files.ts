import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import * as z from 'zod'
import type { Parts } from '../parts.ts'
import { demandIntake } from './intake-rules.ts'

/** Bytes of the largest file. */
const LARGEST = 4 * 1024 ** 3
const named = z.object({ name: z.string().min(1).max(255).default('upload.csv') })

/** POST /api/flows/:id/files?name=…: a CSV, XLSX or JSON Lines file, streamed to the disk; answered (202) when file and run are durable. */
export function fileRoutes(app: FastifyInstance, parts: Parts): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.post<{ Params: { id: string }; Body: Readable }>(
      '/api/flows/:id/files',
      { bodyLimit: LARGEST },
      async ({ params: { id }, query, body, raw }, reply) => {
        demandIntake(parts, id, ['file'])
        const { name } = named.parse(query)
        const file = await parts.files.keep(plainName(name), body ?? raw)
        const run = await parts.inTurn(id, () => parts.runs.addFile(id, file))
        const status = `${parts.address()}/api/runs/${run}`
        return reply.code(202).header('location', status).send({ run, status })
      },
    )
  })
}

/** The last part of a path, without anything that a terminal or a file system would take for more than a letter. */
const plainName = (name: string): string =>
  name
    .replace(/^.*[/\\]/, '')
    .replace(/\p{Cc}/gu, '')
    .trim() || 'upload.csv'
