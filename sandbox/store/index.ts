// The practice store: one SQLite file in a folder of its own. Only this folder knows SQLite.
import { type DefinitionTable, openDefinitions } from './definitions.ts'
import { type DocumentEffectTable, openDocumentEffects } from './document-effects.ts'
import { openDocumentValues, type ValueTable } from './document-values.ts'
import { type DocumentTable, openDocuments } from './documents.ts'
import { type EffectTable, openEffects } from './effects.ts'
import { openGroup } from './group.ts'
import { type MemoryTable, openMemory } from './memory.ts'
import { type ObjectTable, openObjects } from './objects.ts'
import { takeFolder } from './owner.ts'
import { openDatabase } from './schema.ts'
import { openSignIns, type SignInTable } from './sign-ins.ts'
import { openUniqueValues, type UniqueValues } from './unique-values.ts'
import { openWebhooks, type WebhookTable } from './webhooks.ts'

export type { Deed, DocumentEffect } from './document-effects.ts'
export type { DocumentRow } from './documents.ts'
export type { Effect, Outcome } from './effects.ts'
export type { Properties, StoredObject } from './objects.ts'
export { StoreTaken } from './owner.ts'
export type { NewSignIn, SignInRow } from './sign-ins.ts'
export type { WebhookRow } from './webhooks.ts'

export interface Store {
  readonly objects: ObjectTable
  readonly uniqueValues: UniqueValues
  readonly effects: EffectTable
  readonly definitions: DefinitionTable
  readonly documents: DocumentTable
  readonly documentValues: ValueTable
  readonly documentEffects: DocumentEffectTable
  readonly memory: MemoryTable
  readonly signIns: SignInTable
  readonly webhooks: WebhookTable
  /** Runs `work` so that an error undoes all of it. What it wrote is durable once `settled` resolves. */
  together<T>(work: () => T): T
  /** Resolves when everything written so far survives a kill of the process. Nothing may be answered before. */
  settled(): Promise<void>
  /** Forgets HubSpot's objects, effects and added definitions. Ids are never given out twice, not even after this. */
  clear(): void
  close(): void
}

/**
 * Opens the store in `folder` (made when missing) and owns it until `close` or the end of the process.
 * @throws StoreTaken when another process serves the folder.
 */
export function openStore(folder: string): Store {
  const release = takeFolder(folder)
  try {
    return openOwned(folder, release)
  } catch (error) {
    release()
    throw error
  }
}

function openOwned(folder: string, release: () => void): Store {
  const database = openDatabase(folder)
  const tables = {
    objects: openObjects(database),
    uniqueValues: openUniqueValues(database),
    effects: openEffects(database),
    definitions: openDefinitions(database),
  }
  const group = openGroup(database)
  return {
    ...tables,
    documents: openDocuments(database),
    documentValues: openDocumentValues(database),
    documentEffects: openDocumentEffects(database),
    memory: openMemory(database),
    signIns: openSignIns(database),
    webhooks: openWebhooks(database),
    together: group.together,
    settled: group.settled,
    clear: () =>
      group.together(() => {
        for (const table of Object.values(tables)) table.clear()
      }),
    close: () => {
      group.commit()
      database.close()
      release()
    },
  }
}
