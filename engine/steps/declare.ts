/** What a step kind says of itself. Form, palette, help, checks and behaviour are all derived from this one declaration. */

import type { Connector } from '../connect/declare.ts'
import type { Reason } from '../model/failure.ts'
import type { Flow, Step } from '../model/flow.ts'
import type { Data, Json } from '../model/json.ts'
import type { Outcome, PortName } from '../model/ports.ts'
import type { Problem } from '../model/problem.ts'
import type { ModelSaid, PhonePort, SchemaPort } from '../ports.ts'
import type { SettingField } from './fields.ts'

export type * from './fields.ts'

export type StepGroup = 'start' | 'shape' | 'gate' | 'write' | 'people' | 'flow' | 'end'

/** Names of drawings that the screen has for steps. */
export type StepIcon =
  | 'file'
  | 'webhook'
  | 'drop'
  | 'shield'
  | 'copy'
  | 'upsert'
  | 'end'
  | 'map'
  | 'filter'
  | 'clock'
  | 'poll'
  | 'folder'
  | 'events'
  | 'manual'
  | 'flow'
  | 'pick'
  | 'split'
  | 'group'
  | 'look'
  | 'formula'
  | 'order'
  | 'route'
  | 'limit'
  | 'pace'
  | 'pause'
  | 'person'
  | 'each'
  | 'join'
  | 'ways'
  | 'model'

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

/** What is known of a record besides its data. */
export interface About {
  /** Milliseconds since 1970. */
  receivedAt: number
  label: string
}

/** Compared by likeness where the exact key finds nothing. Implemented in `engine/match`; pure. */
export interface NearRule {
  /** Texts that likely twins share: only records with one in common are compared. */
  blocks(data: Data): string[]
  /** What is kept of a record to compare others with, as small as can be. */
  sketch(data: Data): Json
  /** Likeness from 0 to 1, and the fields that speak for and against it, in words. */
  score(one: Json, other: Json): { score: number; words: string }
  /** At or above it: a duplicate. */
  sure: number
  /** At or above it, and below `sure`: a person decides. */
  maybe: number
}

/** A version that says which of two is newer: compared as numbers when both are, else as texts (ISO times sort as texts). */
export type Version = number | string

/** A question to a person. Plain data, journaled as it is. */
export interface PersonTask {
  does: 'approve' | 'choose' | 'correct'
  question: string
  /** Who is asked, and who after the deadline. */
  person: string
  backup: string
  /** Fields that are shown; those of `correct` can be edited. */
  fields: string[]
  /** For `choose`: the answers, each with its exit. */
  choices: { name: string; port: PortName }[]
  /** Milliseconds after which a reminder goes out, the backup is asked, and nobody is waited for any more. 0: never. */
  remindAfter: number
  escalateAfter: number
  expireAfter: number
}

/** Which records are gathered into one, and when that one goes on. */
export interface GatherRule {
  /** `group`: those with one key. `join`: one by each wire. */
  by: 'group' | 'join'
  /** Complete with so many; 0: only by time or at the end of the input. */
  size: number
  /** Milliseconds after the first one; 0: none. */
  wait: number
  /** For `join`: records with the same origin belong together, whatever `key` says. */
  origin: boolean
  key(data: Data): KeyResult
  /** The data of the record that goes on, from those gathered, in order. `complete` is false when time or the input ran out. */
  combine(members: readonly { data: Data; wire: string }[], complete: boolean): Passed
}

export type SourceKind = 'file' | 'webhook' | 'schedule' | 'poll' | 'folder' | 'manual' | 'events' | 'flow'

export type Behaviour =
  | { role: 'source'; source: SourceKind }
  /** Decides from the record alone. Pure: the same record gives the same answer. */
  | { role: 'sync'; apply(data: Data, about: About): Passed }
  /** Decides by what was seen before: the first record with a key owns it. `days` 0: within one run only. */
  | {
      role: 'claim'
      key(data: Data): KeyResult
      days: number
      scope: string
      /** `latest`: later ones go on as updates. `merge`: the same, with the blanks filled from what was seen before. */
      keep: 'first' | 'latest' | 'merge'
      near?: NearRule
    }
  /** Lets a record through only when no newer one of its key came before. */
  | { role: 'order'; key(data: Data): KeyResult; version(data: Data): Version | undefined; days: number; scope: string }
  /** Lets a record through unless it only says what was written there last. `aside`: fields that are not compared. */
  | {
      role: 'echo'
      connection: string
      object: string
      key(data: Data): KeyResult
      days: number
      aside: readonly string[]
    }
  /** Lets so many records of a run through. */
  | { role: 'limit'; most: number; scope: string }
  /** Lets so many records go on in a time; the others wait for their turn. */
  | { role: 'pace'; most: number; per: number }
  /** Records wait so many milliseconds. */
  | { role: 'wait'; time: number }
  /** Answered by a formula: at once where it is plain (`native`), else outside the main loop. `take` makes the answer's data from what the formula gave. */
  | {
      role: 'compute'
      formula: string
      native?: ((data: Data) => { value: Json } | 'ask') | undefined
      take(data: Data, value: Json): Passed
    }
  /** Answered by a look into a system. `take` gets undefined when nothing is there. */
  | {
      role: 'find'
      find: FindPlan
      take(data: Data, found: { id: string; fields: Record<string, Json> } | undefined): Passed
    }
  /** Answered by a model. `see` says what it is shown of the record, `take` what its answer means for the record. */
  | {
      role: 'model'
      model: ModelPlan
      /** Percent: from so sure an answer on it decides alone. */
      threshold: number
      see(data: Data): Seen
      take(data: Data, said: ModelSaid, seen: Seen): Passed
    }
  /** Answered by a person, some time. */
  | { role: 'person'; task(data: Data): PersonTask }
  /** Goes on as one record for each part, by `main`; none at all: by `filtered`. Or leaves by `rejected` with the reason. */
  | { role: 'split'; parts(data: Data): { parts: Data[] } | { reason: Reason } }
  /** Goes on as one copy by each wired case. */
  | { role: 'copy' }
  | { role: 'gather'; rule: GatherRule }
  /** Goes through another flow's steps, then on. */
  | { role: 'call'; subflow: string }
  /** Each part goes through another flow's steps; when all are through, the record goes on with what came back. */
  | {
      role: 'each'
      subflow: string
      parts(data: Data): { parts: Data[] } | { reason: Reason }
      collect(data: Data, back: readonly Data[], lost: number): Passed
    }
  | { role: 'write'; write: WritePlan }
  /** Ends the record. */
  | { role: 'end'; outcome(cameFrom: PortName): Outcome }

/** What a look-up needs, ready for the connector interpreter. */
export interface FindPlan {
  connection: string
  connector: string
  operation: string
  /** The field over there that is compared with the key. */
  matchField: string
  key(data: Data): KeyResult
  /** The fields that are read. */
  fields: readonly string[]
  /** Milliseconds for which an answer may be used again. */
  fresh: number
}

/** What a step asks a model, whatever the record: part of what tells one question from another. */
export interface ModelPlan {
  connection: string
  connector: string
  model: string
  /** Version of the way in which questions are put: with another one, everything is asked anew. */
  prompt: number
  instructions: string
  schema: Json
  maxTokens: number
  /** For a million tokens; absent: unknown. */
  price?: { in: number; out: number }
  /** Most that the step may use in one run, and what becomes of the records when it is reached. */
  ceiling?: { tokens?: number; cost?: number; reached: 'wait' | 'hold' }
}

/** A record as a model sees it: JSON text, and what stands for values that were kept back. */
export interface Seen {
  input: string
  /** By stand-in. */
  kept: Readonly<Record<string, string>>
}

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
  /** Tries of one call, at most; then the record fails. */
  tries: number
  /** The waits between tries, in milliseconds: most of the first one, and most of any. Absent: the usual ones. */
  waits?: { first: number; most: number }
  /** Milliseconds without an answer that count as a failure; absent: the connector's. */
  timeout?: number
}

export interface StepKind {
  kind: string
  /** Version of the behaviour, recorded in the plan; a breaking change adds a new one beside the old. */
  version: number
  group: StepGroup
  /** For a start: how its records come. */
  source?: SourceKind
  title: string
  /** One sentence for palette and help. */
  about: string
  /** Other words a person may search for. */
  synonyms: readonly string[]
  icon: StepIcon
  ports: readonly PortName[]
  /** Those of `ports` that a step with these settings can use at all. Absent: all of them. */
  exits?(settings: Record<string, Json>): readonly PortName[]
  /** What an exit is called with these settings, where that is not its usual name: the name of a case. */
  exitName?(settings: Record<string, Json>, port: PortName): string | undefined
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
