/** The durable store of a data folder: flows, runs and their journals, the hold list, evidence. One owner at a time. */
import { ContractStore } from './contract-store.ts'
import { DriftStore } from './drift-store.ts'
import { Echoes } from './echoes.ts'
import { Erasures } from './erase.ts'
import { FlowStore } from './flow-store.ts'
import { HoldStore } from './hold-store.ts'
import { ImportStore } from './import-store.ts'
import { ModelStore } from './model-store.ts'
import { Notes } from './notes.ts'
import { type OpenOptions, openDatabase } from './open.ts'
import { RecordQueries } from './record-queries.ts'
import { Retention } from './retention.ts'
import { RunStore } from './run-store.ts'
import { TaskStore } from './task-store.ts'
import { UndoStore } from './undo-store.ts'

export interface Store {
  folder: string
  flows: FlowStore
  contracts: ContractStore
  drift: DriftStore
  echoes: Echoes
  runs: RunStore
  records: RecordQueries
  holds: HoldStore
  imports: ImportStore
  undos: UndoStore
  tasks: TaskStore
  notes: Notes
  models: ModelStore
  erasures: Erasures
  retention: Retention
  close(): void
}

/** Throws Failures data.not-writable, data.owned, data.damaged, data.newer, data.full, data.locked. */
export function openStore(folder: string, options: OpenOptions = {}): Store {
  const opened = openDatabase(folder, options)
  const { db } = opened
  return {
    folder,
    flows: new FlowStore(db, folder),
    contracts: new ContractStore(db, folder),
    drift: new DriftStore(db, folder),
    echoes: new Echoes(db, folder),
    runs: new RunStore(db, folder),
    records: new RecordQueries(db, folder),
    holds: new HoldStore(db, folder),
    imports: new ImportStore(db, folder),
    undos: new UndoStore(db, folder),
    tasks: new TaskStore(db, folder),
    notes: new Notes(db, folder),
    models: new ModelStore(db, folder),
    erasures: new Erasures(db, folder),
    retention: new Retention(db, folder),
    close: () => opened.close(),
  }
}

export { type BudgetStore, openBudgetStore } from './budget-store.ts'
export type { StoredContract } from './contract-store.ts'
export { type DriftRecord, DriftStore } from './drift-store.ts'
export type { ErasedTarget, ErasurePlan } from './erase.ts'
export { type QueueFindings, searchQueue } from './erase-queue.ts'
export { failureOf } from './failures.ts'
export type { StoredFlow } from './flow-store.ts'
export { type StoredVersion, VERSIONS_KEPT } from './flow-versions.ts'
export { folderKeyed } from './folder-key.ts'
export type { HeldRecord, HoldFilter, HoldGroup } from './hold-store.ts'
export type { StoredImport } from './import-store.ts'
export { MIGRATIONS } from './migrations.ts'
export type { Correction } from './model-store.ts'
export type { OpenOptions } from './open.ts'
export { type OtherFile, openOtherFile } from './other-file.ts'
export type { RecordFilter, StoredHold, StoredRecord, StoredWrite } from './record-queries.ts'
export { removedReason } from './removed.ts'
export type { NewRun, StoredRun } from './run-store.ts'
export type { StoredTask } from './task-store.ts'
export type { UndoneWrite } from './undo-store.ts'
