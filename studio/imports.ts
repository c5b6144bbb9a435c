/** Systems imported from a description: read, asked about, saved with a practice system of their own. */
import { randomUUID } from 'node:crypto'
import {
  type ReadDescription,
  readDescriptionAddress,
  readDescriptionFile,
  readDescriptionText,
} from '#adapters/openapi'
import type { StoredImport } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'
import { type Connector, Failure, type ImportAnswers, type Imported, importDescription, type Strategy } from '#engine'
import type { ImportDraft, ImportedSystem } from '#protocol'
import { forgetDescribed, keepDescribed } from '#sandbox'
import type { Context } from './context.ts'

export type ImportSource =
  | { name: string; text: string }
  | { address: string; parts?: boolean | undefined }
  | { file: string; parts?: boolean | undefined }
  | { imported: string }

/** What a person chose of a description. */
export interface ImportChoices {
  answers?: ImportAnswers
  /** Kinds of entries; absent: all. */
  kinds?: readonly string[] | undefined
}

interface Draft extends ReadDescription {
  answers: ImportAnswers
  kinds?: readonly string[]
}

/** Drafts that are kept, the latest ones. */
const MOST_DRAFTS = 8

/** What was read, until it is saved: it is too large to travel with every answer. */
export class Imports {
  private readonly context: Context
  private readonly drafts = new Map<string, Draft>()

  constructor(context: Context) {
    this.context = context
  }

  /** Throws Failures import.not-a-description, import.too-large, import.parts-elsewhere, import.unreachable, import.not-found, file.*. */
  async read(source: ImportSource): Promise<ImportDraft> {
    const id = randomUUID()
    this.drafts.set(id, await readFrom(this.context, source))
    for (const old of [...this.drafts.keys()].slice(0, -MOST_DRAFTS)) this.drafts.delete(old)
    const { answers, kinds } = this.draft(id)
    return this.ask(id, { answers, kinds })
  }

  /** Throws Failure import.not-found. */
  ask(id: string, choices: ImportChoices): ImportDraft {
    const draft = this.draft(id)
    const made = derive(draft, choices)
    const { connector, questions, notes, kinds, contracts } = made
    return {
      draft: id,
      id: connector.id,
      title: connector.title,
      address: connector.defaultAddress,
      signIns: connector.signIns.map(({ label }) => label),
      kinds,
      operations: Object.entries(connector.operations).map(([name, { title, object, strategy, undo }]) => ({
        id: name,
        title,
        object,
        how: HOW[strategy],
        safe: strategy !== 'own-ledger',
        undo: undo.words,
        contracts: contracts[name] ?? { takes: { name: title, fields: [] }, gives: { name: title, fields: [] } },
      })),
      questions,
      answers: choices.answers ?? {},
      notes,
      replaces: this.context.store.imports.find(connector.id) !== undefined,
    }
  }

  /** Throws Failures import.not-found, import.nothing-offered, import.answer-unknown. */
  async save(id: string, choices: ImportChoices): Promise<ImportedSystem> {
    const draft = this.draft(id)
    const made = derive(draft, choices)
    if (made.unasked.length > 0) throw new Failure('import.answer-unknown', 'permanent', { answers: made.unasked })
    const saved = await saveImport(this.context, made, draft, choices)
    this.drafts.delete(id)
    return saved
  }

  private draft(id: string): Draft {
    const found = this.drafts.get(id)
    if (!found) throw new Failure('import.not-found', 'permanent', { system: id })
    return found
  }
}

const HOW: Record<Strategy, string> = {
  'native-key': 'It takes a key with each write and knows it again',
  'upsert-by-unique-field': 'Writing twice does the same as once',
  'find-then-create': 'It is looked up first, then created',
  'own-ledger': 'Nothing keeps it from coming twice: no flow that uses it can be launched',
}

async function readFrom({ store }: Context, source: ImportSource): Promise<Draft> {
  if ('text' in source) return { ...(await readDescriptionText(source.name, source.text)), answers: {} }
  if ('file' in source)
    return { ...(await readDescriptionFile(source.file, { parts: source.parts === true })), answers: {} }
  if ('address' in source)
    return { ...(await readDescriptionAddress(source.address, { parts: source.parts === true })), answers: {} }
  const stored = store.imports.find(source.imported)
  const root = store.imports.description(source.imported)
  if (!stored || !root) throw new Failure('import.not-found', 'permanent', { system: source.imported })
  return { root, from: stored.origin, answers: stored.answers, ...(stored.kinds ? { kinds: stored.kinds } : {}) }
}

const derive = ({ root, from }: Draft, { answers = {}, kinds }: ImportChoices): Imported =>
  importDescription(root, { answers, from, ...(kinds ? { only: kinds } : {}) })

async function saveImport(
  context: Context,
  made: Imported,
  draft: Draft,
  { answers = {}, kinds }: ImportChoices,
): Promise<ImportedSystem> {
  const { store, practice, connectors } = context
  const { id, title, operations } = made.connector
  if (Object.keys(operations).length === 0) throw new Failure('import.nothing-offered', 'permanent', { system: title })
  const before = store.imports.find(id)
  const connector: Connector = { ...made.connector, version: (before?.connector.version ?? 0) + 1 }
  const stored: StoredImport = {
    connector,
    answers,
    ...(kinds ? { kinds: [...kinds] } : {}),
    origin: draft.from,
    savedAt: systemClock.now(),
  }
  store.imports.save(stored, draft.root)
  connectors[id] = connector
  // What was compiled with the declaration of before.
  context.plans.clear()
  const values = Object.fromEntries((connector.values ?? []).map(({ name }) => [name, 'practice']))
  keepDescribed(practice.folder, { name: id, title, description: { ...draft.root }, values })
  await practice.close()
  return viewOf(context, stored)
}

export const listImports = (context: Context): ImportedSystem[] =>
  context.store.imports.list().map((one) => viewOf(context, one))

/** Throws Failures import.not-found, import.in-use. */
export async function removeImport(context: Context, id: string): Promise<void> {
  const { store, practice, connectors } = context
  const stored = store.imports.find(id)
  if (!stored) throw new Failure('import.not-found', 'permanent', { system: id })
  const { usedBy, title } = viewOf(context, stored)
  if (usedBy.length > 0) {
    throw new Failure('import.in-use', 'permanent', { system: title, flows: usedBy.map(({ name }) => name) })
  }
  store.imports.remove(id)
  delete connectors[id]
  forgetDescribed(practice.folder, id)
  await practice.close()
}

function viewOf({ store }: Context, { connector, origin, savedAt }: StoredImport): ImportedSystem {
  const operations = Object.values(connector.operations)
  const uses = store.flows
    .list()
    .filter(({ flow }) => Object.values(flow.connections).some((one) => one.connector === connector.id))
  return {
    id: connector.id,
    title: connector.title,
    origin,
    operations: operations.length,
    unsafe: operations.filter(({ strategy }) => strategy === 'own-ledger').length,
    savedAt,
    usedBy: uses.map(({ flow }) => ({ flow: flow.id, name: flow.name })),
  }
}
