/** The inside of a bundle, and how its bytes become it again, once the signature is known to be good. */
import * as z from 'zod'
import { type ChecklistRow, type Connector, type Evaluation, Failure, type Flow, flowSchema, type Proof } from '#engine'
import { connector, proof } from './declared-shape.ts'
import { notABundle } from './envelope.ts'

/** Version of the behaviour that this Sluice has; a bundle says which one it needs. */
export const ENGINE_VERSION = 1
export const PAYLOAD_FORMAT = 1

export interface BundlePayload {
  format: typeof PAYLOAD_FORMAT
  /** Version of the behaviour that it needs. */
  engine: number
  flow: Flow
  /** Hash of the flow; flow, evidence and signature belong to exactly this. */
  hash: string
  /** Declarations of the systems that the flow uses, by connector id. */
  connectors: Record<string, Connector>
  evidence: { proof?: Proof; evaluations?: Evaluation[]; checklist: ChecklistRow[] }
  note: string
  /** Milliseconds since 1970. */
  madeAt: number
  madeBy: string
}

const versions = z.object({ format: z.number().int().min(1), engine: z.number().int().min(1) })

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What the checklist reads of it; the rest is for people. */
const evaluation = z.custom<Evaluation>((value) => evaluationFacts.safeParse(value).success)
const evaluationFacts = z.object({
  step: z.string(),
  samples: z.number(),
  suggested: z.number().optional(),
  atThreshold: z.object({ threshold: z.number(), alone: z.number(), accuracy: z.number().optional() }),
})

/** The checklist as the signer saw it is only kept: whoever installs makes it again. */
const row = z.custom<ChecklistRow>((value) => isObject(value) && typeof (value as ChecklistRow).id === 'string')

const payloadSchema = z.object({
  format: z.literal(PAYLOAD_FORMAT),
  engine: z.literal(ENGINE_VERSION),
  flow: flowSchema,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  connectors: z.record(z.string(), connector),
  evidence: z.object({
    proof: proof.optional(),
    evaluations: z.array(evaluation).max(1000).optional(),
    checklist: z.array(row).max(1000),
  }),
  note: z.string().max(2000),
  madeAt: z.number(),
  madeBy: z.string().max(200),
})

/** Reads signed bytes. Throws bundle.not-a-bundle, or bundle.newer-engine before anything else is asked of the contents. */
export function parsePayload(bytes: Uint8Array, file: string): BundlePayload {
  const value = parseJson(bytes)
  const needs = versions.safeParse(value)
  if (!needs.success) throw notABundle(file)
  const { format, engine } = needs.data
  if (format > PAYLOAD_FORMAT || engine > ENGINE_VERSION) {
    const found = engine > ENGINE_VERSION ? engine : `${engine} with contents ${format}`
    throw new Failure('bundle.newer-engine', 'permanent', { found, known: ENGINE_VERSION })
  }
  const parsed = payloadSchema.safeParse(value)
  if (!parsed.success) throw notABundle(file)
  const { evidence, ...rest } = parsed.data
  const { proof: proved, evaluations, checklist } = evidence
  const measured = evaluations ? { evaluations } : {}
  return { ...rest, evidence: { ...(proved === undefined ? {} : { proof: proved }), ...measured, checklist } }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return undefined
  }
}
