import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { ImportAnswers, ImportedContracts, ImportedKind, ImportQuestion } from '#engine'
import { as, failureReply, id } from './shapes.ts'

const base = oc.errors(failureReply)

/** One operation that an import would bring. */
export interface ImportedOperation {
  id: string
  title: string
  object: string
  /** How it is made safe to repeat, in words; `safe` is false where a flow that uses it cannot be launched. */
  how: string
  safe: boolean
  /** What can be taken back, in words. */
  undo: string
  contracts: ImportedContracts
}

/** What is understood of a description, with the answers so far. */
export interface ImportDraft {
  /** Names what was read for the requests that follow; it is kept for a while. */
  draft: string
  /** The id that it will be saved under. */
  id: string
  title: string
  address: string
  signIns: string[]
  kinds: ImportedKind[]
  operations: ImportedOperation[]
  questions: ImportQuestion[]
  /** Answers that are in effect. */
  answers: ImportAnswers
  /** What could not be taken over. */
  notes: string[]
  /** A system of that id was imported before: saving takes its place. */
  replaces: boolean
}

export interface ImportedSystem {
  id: string
  title: string
  origin: string
  operations: number
  /** Of these, how many are not safe to repeat. */
  unsafe: number
  savedAt: number
  /** Flows that use it. */
  usedBy: { flow: string; name: string }[]
}

const answers = z.record(z.string().max(300), z.union([z.string().max(2000), z.number()]))
const chosen = { draft: id, answers: answers.default({}), kinds: z.array(id).max(1000).optional() }

export const imports = {
  /**
   * Reads a description from a text or an address. `parts`: a person allowed to read further files of the same place. Fails with
   * import.not-a-description, import.too-large, import.parts-elsewhere, import.unreachable.
   */
  read: base
    .input(
      z.union([
        z.object({ name: z.string().min(1).max(255), text: z.string().max(20_000_000) }),
        z.object({ address: z.string().min(1).max(2000), parts: z.boolean().optional() }),
        /** One that was imported before, with the answers that were given then. */
        z.object({ imported: id }),
      ]),
    )
    .output(as<ImportDraft>()),
  /** The same with these answers and kinds of entries: further questions may follow from an answer. Fails with import.not-found. */
  ask: base.input(z.object(chosen)).output(as<ImportDraft>()),
  /** Makes it a system like any other, with a practice system. Fails with import.not-found, import.nothing-offered. */
  save: base.input(z.object(chosen)).output(as<ImportedSystem>()),
  list: base.output(as<ImportedSystem[]>()),
  /** Fails with import.not-found, import.in-use. */
  remove: base.input(z.object({ id })).output(z.object({ removed: z.boolean() })),
}
