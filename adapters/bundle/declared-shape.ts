/**
 * What everybody who works with a bundle reads of its declarations and its proof without asking whether it is there. Their sense is
 * the signer's; a shape of another Sluice is refused here instead of breaking whoever meets it first.
 */
import * as z from 'zod'
import type { Connector, Proof } from '#engine'

const text = z.string()
const count = z.number()
const request = z.looseObject({ method: text, path: text })
const call = z.looseObject({ request, reply: z.looseObject({ id: text.optional() }) })

const objectShape = z.looseObject({
  title: text,
  plural: text,
  fields: z.array(z.looseObject({ name: text, label: text, type: text })),
  unique: z.array(z.looseObject({ name: text, label: text })),
})

const operationShape = z.looseObject({
  title: text,
  object: text,
  strategy: text,
  bulk: count,
  look: z.looseObject({ ...call.shape, bulk: count }).optional(),
  send: call,
  undo: z.looseObject({ words: text }),
  needs: z.array(text),
})

const connectorShape = z.looseObject({
  id: text,
  title: text,
  auth: z.looseObject({ kind: text }),
  limit: z.looseObject({ calls: count, per: count }),
  concurrency: count,
  timeout: count,
  objects: z.record(text, objectShape),
  operations: z.record(text, operationShape),
  errors: z.array(z.looseObject({ when: z.looseObject({}), category: text })),
})

const counts = { received: count, created: count, updated: count, unaccounted: count }
const proofShape = z.looseObject({
  hash: text,
  first: z.looseObject(counts),
  second: z.looseObject({ ...counts, newlyHeld: count }),
})

export const connector = z.custom<Connector>((value) => connectorShape.safeParse(value).success)
export const proof = z.custom<Proof>((value) => proofShape.safeParse(value).success)
