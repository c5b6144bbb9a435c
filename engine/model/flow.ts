/** A flow as it is saved and exchanged. These schemas are the single source of its types and of docs/flow.schema.json. */
import * as z from 'zod'
import { PORTS } from './ports.ts'

export const FORMAT_VERSION = 1

const name = z.string().min(1).max(200)
const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)

export const fieldTypes = [
  'text',
  'number',
  'yes-no',
  'date',
  'email',
  'phone',
  'zip',
  'date-time',
  'money',
  'currency',
  'country',
  'list',
  'group',
] as const

export const contractFieldSchema = z.object({
  name,
  type: z.enum(fieldTypes),
  required: z.boolean().default(false),
  mayBeBlank: z.boolean().default(true),
  /** A regular expression that a filled value must match, with the words that explain it. */
  pattern: z.object({ source: z.string().max(500), words: z.string().max(200) }).optional(),
  maxLength: z.number().int().min(1).max(1_000_000).optional(),
  /** The system that owns the field: only flows that start there may write it elsewhere. A connector's id. */
  truth: id.optional(),
})

export const contractSchema = z.object({
  name,
  fields: z.array(contractFieldSchema).max(1000),
  /** The shared contract that it is a copy of, and which version of it. */
  shared: z.object({ id, version: z.number().int().min(1) }).optional(),
})

/** A field of a system, as its connected account describes it. See TargetField in engine/connect/declare.ts. */
export const describedFieldSchema = z.object({
  name,
  label: z.string().max(500),
  type: z.enum(['text', 'number', 'yes-no', 'date', 'date-time', 'email', 'phone', 'choice', 'list']),
  required: z.boolean().optional(),
  readOnly: z.boolean().optional(),
  custom: z.boolean().optional(),
  unique: z.boolean().optional(),
  choices: z
    .array(z.object({ value: z.string().max(500), label: z.string().max(500) }))
    .max(2000)
    .optional(),
  path: z.string().max(500).optional(),
})

export const connectionSchema = z.object({
  name,
  /** The connector's id, such as `hubspot`. */
  connector: id,
  /** By object: the fields that were read from the connected account. Part of what is proved: another account may have others. */
  described: z.record(z.string().max(100), z.array(describedFieldSchema).max(2000)).optional(),
  /** Values of the connection in practice where the practice system offers several, such as its tables. A saved connection has its own. */
  practice: z.record(z.string().max(100), z.string().max(500)).optional(),
})

export const stepSchema = z.object({
  kind: id,
  title: z.string().max(120),
  settings: z.record(z.string(), z.json()).default({}),
  note: z.string().max(5000).optional(),
})

export const wireSchema = z.object({
  id,
  from: z.object({ step: id, port: z.enum(PORTS) }),
  to: z.object({ step: id }),
})

/** Settings that several steps share: each step in the frame has them unless it says otherwise. */
export const frameSchema = z.object({
  title: z.string().max(120),
  steps: z.array(id).max(10_000),
  settings: z.record(z.string(), z.json()).default({}),
})

/** Another flow, as it was when it was taken in. Its connections are this flow's. */
export const subflowSchema = z.object({
  name: z.string().max(200),
  /** The flow it was taken from, and that flow's hash. */
  flow: id,
  hash: z.string().max(64),
  steps: z.record(id, stepSchema),
  wires: z.array(wireSchema).max(10_000),
  contracts: z.record(id, contractSchema).default({}),
})

export const positionSchema = z.object({ x: z.number(), y: z.number() })

export const flowSchema = z.object({
  formatVersion: z.literal(FORMAT_VERSION),
  id,
  name: z.string().max(200),
  description: z.string().max(2000).default(''),
  steps: z.record(id, stepSchema),
  wires: z.array(wireSchema).max(10_000),
  contracts: z.record(id, contractSchema).default({}),
  connections: z.record(id, connectionSchema).default({}),
  owners: z.object({ logic: z.string().max(200).default(''), backup: z.string().max(200).default('') }).prefault({}),
  alerts: z
    .object({ person: z.string().max(200).default(''), afterHeld: z.number().int().min(1).max(1_000_000).default(1) })
    .prefault({}),
  fallback: z.string().max(5000).default(''),
  settings: z
    .object({
      locale: z.string().max(35).default('en-US'),
      timeZone: z.string().max(64).default('UTC'),
      /** Whether personal values are masked in practice as well; those of live runs always are. */
      mask: z.enum(['always', 'live']).optional(),
      /** Days for which the values of ended records are kept. */
      keepDays: z.number().int().min(1).max(36_500).optional(),
    })
    .prefault({}),
  subflows: z.record(id, subflowSchema).optional(),
  frames: z.record(id, frameSchema).optional(),
  /** Where the step cards sit, in canvas pixels on an 8 px grid. Outside the hash. */
  layout: z.record(id, positionSchema).default({}),
})

export type Flow = z.infer<typeof flowSchema>
export type Step = z.infer<typeof stepSchema>
export type Wire = z.infer<typeof wireSchema>
export type Contract = z.infer<typeof contractSchema>
export type ContractField = z.infer<typeof contractFieldSchema>
export type Connection = z.infer<typeof connectionSchema>
export type Subflow = z.infer<typeof subflowSchema>
export type Frame = z.infer<typeof frameSchema>
export type Position = z.infer<typeof positionSchema>
