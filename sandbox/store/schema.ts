import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { documentTables } from './document-tables.ts'

export type Connection = Database.Database

const tables = `
  CREATE TABLE IF NOT EXISTS objects (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    type TEXT NOT NULL,
    properties TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    archived_at INTEGER
  );
  CREATE INDEX IF NOT EXISTS objects_of_type ON objects (type, id);
  CREATE TABLE IF NOT EXISTS unique_values (
    type TEXT NOT NULL,
    property TEXT NOT NULL,
    value TEXT NOT NULL,
    object_id INTEGER NOT NULL,
    PRIMARY KEY (type, property, value)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS effects (
    type TEXT NOT NULL,
    key TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    writes INTEGER NOT NULL,
    PRIMARY KEY (type, key)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS definitions (
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (type, name)
  ) WITHOUT ROWID;
`

/**
 * Opens the store's database. In WAL with `synchronous = NORMAL` a commit is one append to the log without waiting for
 * the disk: everything committed survives a kill of the process (the operating system holds the pages). A power cut may
 * lose the last commits, which practice data need not survive; the file stays whole either way.
 */
export function openDatabase(folder: string): Connection {
  const path = join(folder, 'practice.db')
  closeSync(openSync(path, 'a', 0o600))
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = NORMAL')
  database.pragma('temp_store = MEMORY')
  database.pragma('cache_size = -65536')
  database.exec(tables + documentTables)
  return database
}
