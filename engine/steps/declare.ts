/** What a step kind says of itself. Form, palette, help, checks and behaviour are all derived from this one declaration. */

import type { Connector } from '../connect/declare.ts'
import type { Reason } from '../model/failure.ts'
import type { Flow, Step } from '../model/flow.ts'
import type { Data, Json } from '../model/json.ts'
import type { Outcome, PortName } from '../model/ports.ts'
import type { Problem } from '../model/problem.ts'
import type { PhonePort, SchemaPort } from '../ports.ts'

export type StepGroup = 'start' | 'shape' | 'gate' | 'write' | 'end'

/** Names of drawings that the screen has for steps. */
export type StepIcon = 'file' | 'webhook' | 'drop' | 'shield' | 'copy' | 'upsert' | 'end' | 'map' | 'filter'

interface FieldBase {
  /** Key in `settings`. A dot goes one level down (`key.fields`): read with `settingAt`, replace with `withSetting`. */
  key: string
  label: string
  /** One sentence under the label. */
  help?: string
  required?: boolean
}

/** One control of the form. The screen has one component per `kind`. */
export type SettingField =
  | (FieldBase & { kind: 'text'; placeholder?: string; maxLength?: number; mono?: boolean })
  | (FieldBase & { kind: 'number'; min: number; max: number; unit?: string })
  | (FieldBase & { kind: 'yes-no' })
  | (FieldBase & { kind: 'choice'; choices: { value: string; label: string }[] })
  | (FieldBase & { kind: 'choices'; choices: { value: string; label: string }[] })
  /** A file that was chosen or dropped: `{file: id, name, columns}`. */
  | (FieldBase & { kind: 'file' })
  /** Example records, as a small table: `[{field: value}]`; the columns are the fields named under `fieldsKey`. */
  | (FieldBase & { kind: 'samples'; fieldsKey: string })
  /** Names of fields of the arriving record, in order. */
  | (FieldBase & { kind: 'record-fields'; min?: number })
  /** Cleaning rules: `[{field, rules: string[]}]`, rules from `rules`. */
  | (FieldBase & { kind: 'cleaning'; rules: { value: string; label: string; help: string }[] })
  /** Id of one of the flow's contracts, edited in place. */
  | (FieldBase & { kind: 'contract' })
  /** Id of one of the flow's connections. */
  | (FieldBase & { kind: 'connection' })
  /** Id of an operation of the chosen connection's connector. */
  | (FieldBase & { kind: 'operation'; connectionKey: string })
  /** The target's unique field that carries the match key; offers those of the chosen operation. */
  | (FieldBase & { kind: 'target-key'; connectionKey: string; operationKey: string })
  /** Target fields from record fields: `[{to, from}]`. */
  | (FieldBase & { kind: 'mapping'; connectionKey: string; operationKey: string })

/** A sentence made of plain words and of settings that can be edited in place (the Dedupe sentence). `{key}` names a field. */
export type SettingSentence = string

export interface CheckContext {
  flow: Flow
  stepId: string
  step: Step
  /** Names of the fields that arrive at this step, as far as they are known; undefined when nothing is known. */
  arriving: readonly string[] | undefined
  connectors: Readonly<Record<string, Connector>>
}

export interface PlanContext {
  flow: Flow
  stepId: string
  schema: SchemaPort
  phone: PhonePort
  connectors: Readonly<Record<string, Connector>>
}

/** What a sync step does with a record: the exit it takes, the data it has then, and why when it is not `main`. */
export interface Passed {
  port: PortName
  data: Data
  reason?: Reason
}

/** A match key: the normalised text that says "this is the same thing as before", or the reason why there is none. */
export type KeyResult = { key: string } | { missing: string[] }

export type Behaviour =
  | { role: 'source'; source: 'file' | 'webhook' }
  /** Decides from the record alone. Pure: the same record gives the same answer. */
  | { role: 'sync'; apply(data: Data): Passed }
  /** Decides by what was seen before: the first record with a key owns it. `days` 0: within one run only. */
  | { role: 'claim'; key(data: Data): KeyResult; days: number; scope: string }
  | { role: 'write'; write: WritePlan }
  /** Ends the record. */
  | { role: 'end'; outcome(cameFrom: PortName): Outcome }

/** Everything a write step needs, ready for the connector interpreter. */
export interface WritePlan {
  connection: string
  connector: string
  operation: string
  /** The unique field of the target that carries the match key. */
  matchField: string
  key(data: Data): KeyResult
  /** The target's fields, as text, number or yes/no; never contains the match field. */
  body(data: Data): Record<string, Json>
}

export interface StepKind {
  kind: string
  /** Version of the behaviour, recorded in the plan; a breaking change adds a new one beside the old. */
  version: number
  group: StepGroup
  title: string
  /** One sentence for palette and help. */
  about: string
  /** Other words a person may search for. */
  synonyms: readonly string[]
  icon: StepIcon
  ports: readonly PortName[]
  /** Those of `ports` that a step with these settings can use at all. Absent: all of them. */
  exits?(settings: Record<string, Json>): readonly PortName[]
  fields: readonly SettingField[]
  sentence?: SettingSentence
  /** Settings of a new step. */
  defaults(flow: Flow): Record<string, Json>
  /** The generated line on the card, such as `By site name and address`. */
  summary(settings: Record<string, Json>, flow: Flow): string
  /** Names of the fields after this step, from those before it. */
  leaving(settings: Record<string, Json>, arriving: readonly string[] | undefined): readonly string[] | undefined
  check(context: CheckContext): Problem[]
  plan(settings: Record<string, Json>, context: PlanContext): Behaviour
}
