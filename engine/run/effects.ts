/** What a record asks of the world, as plain data: the reducer says it, a driver answers it. */
import type { Reason } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'
import type { PortName } from '../model/ports.ts'
import type { ModelSaid } from '../ports.ts'
import type {
  FindPlan,
  GatherRule,
  ModelPlan,
  NearRule,
  PersonTask,
  Seen,
  Version,
  WritePlan,
} from '../steps/declare.ts'

export type Written = 'created' | 'updated' | 'unchanged'

/** Another record made of this one: it leaves the step by `port`, or (none) goes through the flow inside it. */
export interface Child {
  port?: PortName
  data: Data
}

interface At {
  step: string
}

/** Decided at once from what the journal holds, in the transaction that brings the record there. */
export type ClaimEffect = At & {
  kind: 'claim'
  scope: string
  days: number
  key: string
  keep: 'first' | 'latest' | 'merge'
  near?: NearRule
  data: Data
}
export type OrderEffect = At & { kind: 'order'; scope: string; days: number; key: string; version: Version }
export type EchoEffect = At & {
  kind: 'echo'
  connection: string
  object: string
  key: string
  days: number
  aside: readonly string[]
  data: Data
}
export type LimitEffect = At & { kind: 'limit'; scope: string; most: number }
/** The record goes on as others: it is absorbed, or (`waits`) goes on itself when they have ended. */
export type MakeEffect = At & { kind: 'make'; children: Child[]; waits: boolean }
/** The record is gathered with others into one. `wire` names the wire it came by. */
export type GatherEffect = At & { kind: 'gather'; rule: GatherRule; key: string; wire: string; wires: number }

/** Answered later. */
export type ComputeEffect = At & { kind: 'compute'; formula: string; data: Data; take(data: Data, value: Json): Taken }
export type FindEffect = At & {
  kind: 'find'
  find: FindPlan
  key: string
  data: Data
  take(data: Data, found: { id: string; fields: Record<string, Json> } | undefined): Taken
}
export type ModelEffect = At & {
  kind: 'model'
  model: ModelPlan
  seen: Seen
  data: Data
  take(data: Data, said: ModelSaid, seen: Seen): Taken
}
export type PaceEffect = At & { kind: 'pace'; most: number; per: number }
export type WaitEffect = At & { kind: 'wait'; time: number }
export type PersonEffect = At & { kind: 'person'; task: PersonTask; data: Data }
export type WriteEffect = At & { kind: 'write'; write: WritePlan; key: string; body: Record<string, Json> }

export interface Taken {
  port: PortName
  data: Data
  reason?: Reason
}

export type Effect =
  | ClaimEffect
  | OrderEffect
  | EchoEffect
  | LimitEffect
  | MakeEffect
  | GatherEffect
  | ComputeEffect
  | FindEffect
  | ModelEffect
  | PaceEffect
  | WaitEffect
  | PersonEffect
  | WriteEffect

/** Where a record begins that the source did not hand over as it is: made by a step, or replayed from one. */
export type Beginning = { step: string; made: boolean; port?: PortName }

/** `+split:main`, `+each`, or `check` for a replay from that step. */
export const beginningText = ({ step, made, port }: Beginning): string =>
  `${made ? '+' : ''}${step}${port ? `:${port}` : ''}`

export function parseBeginning(text: string): Beginning {
  const made = text.startsWith('+')
  const [step = '', port] = (made ? text.slice(1) : text).split(':')
  return port ? { step, made, port: port as PortName } : { step, made }
}
