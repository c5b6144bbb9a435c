/** Files of records: Sluice keeps a copy of each under its fingerprint, so that a run can always be taken up again. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { appendFile, open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createFileSource, type FileFacts, inspectFile } from '#adapters/files'
import { systemClock, systemIds } from '#adapters/system'
import { Failure, type SourceRecord } from '#engine'
import type { KeptFile } from '#protocol'
import type { Context } from './context.ts'

export interface Kept {
  id: string
  path: string
  facts: FileFacts
}

const folderIn = (dataFolder: string) => join(dataFolder, 'files')
const folderOf = (context: Context) => folderIn(context.options.dataFolder)

/** Removes what was never finished before the last end: uploads, and copies under their passing names. */
export function removeUnfinished(dataFolder: string): void {
  const folder = folderIn(dataFolder)
  rmSync(join(folder, 'incoming'), { recursive: true, force: true })
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) if (name.includes('.')) rmSync(join(folder, name), { force: true })
}

/** Takes a copy of a file of this computer. Throws the Failures of reading files. */
export async function keepFile(context: Context, path: string, name = basename(path)): Promise<Kept> {
  const facts = { ...(await inspectFile(path)), name }
  mkdirSync(folderOf(context), { recursive: true, mode: 0o700 })
  const id = facts.fingerprint.slice(0, 32)
  const target = join(folderOf(context), id)
  const incoming = `${target}.${systemIds.next()}`
  copyFileSync(path, incoming)
  // The copy is ours: a file that everybody may read, or nobody write, does not make it so.
  chmodSync(incoming, 0o600)
  await flush(incoming)
  renameSync(incoming, target)
  const kept = { ...(await inspectFile(target)), name }
  context.store.notes.keepFile(id, name, kept, systemClock.now())
  return { id, path: target, facts: kept }
}

/** Throws Failure file.missing. */
export function keptFile(context: Context, id: string): Kept {
  const facts = context.store.notes.file<FileFacts>(id)
  if (!facts) throw new Failure('file.missing', 'permanent', { file: id })
  return { id, path: join(folderOf(context), id), facts }
}

/** The file as one of its sheets reads (blank: the first). Another kind of file has none. Throws file.sheet-missing. */
export async function ofSheet(kept: Kept, sheet: string): Promise<Kept> {
  const asked = sheet.trim()
  const { kind, name, sheet: first } = kept.facts
  if (kind !== 'xlsx' || asked === '' || asked.toLowerCase() === first?.trim().toLowerCase()) return kept
  return { ...kept, facts: { ...(await inspectFile(kept.path, { sheet: asked })), name } }
}

export function toKeptFile({ id, facts }: Kept): KeptFile {
  const { name, kind = 'csv', sheet, sheets, bytes, columns, encoding, separator, notes } = facts
  const kept: KeptFile = {
    file: id,
    name,
    kind,
    bytes,
    columns,
    encoding,
    separator,
    notes: notes as KeptFile['notes'],
  }
  return sheet === undefined ? kept : { ...kept, sheet, sheets: sheets ?? [] }
}

/** A page of rows, and how many there are. */
export async function rowsOf(
  kept: Kept,
  offset: number,
  limit: number,
): Promise<{ rows: SourceRecord[]; total: number }> {
  const rows: SourceRecord[] = []
  let total = 0
  for await (const batch of createFileSource(kept.path, kept.facts).read({ taken: 0 }, 1000)) {
    for (const record of batch.records) {
      if (total >= offset && rows.length < limit) rows.push(record)
      total++
    }
  }
  return { rows, total }
}

/** Uploads under way: pieces are appended in order to a file of their own. */
export class Uploads {
  private readonly context: Context
  private readonly open = new Map<string, { name: string; path: string; bytes: number }>()

  constructor(context: Context) {
    this.context = context
  }

  begin(name: string): string {
    const id = systemIds.next()
    const folder = join(folderOf(this.context), 'incoming')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.open.set(id, { name: basename(name), path: join(folder, id), bytes: 0 })
    return id
  }

  async append(id: string, piece: string): Promise<number> {
    const upload = this.find(id)
    const bytes = Buffer.from(piece, 'base64')
    await appendFile(upload.path, bytes, { mode: 0o600 })
    upload.bytes += bytes.length
    return upload.bytes
  }

  async finish(id: string): Promise<Kept> {
    const upload = this.find(id)
    this.open.delete(id)
    try {
      if (upload.bytes === 0) throw new Failure('file.empty', 'permanent', { file: upload.name })
      return await keepFile(this.context, upload.path, upload.name)
    } catch (error) {
      if (error instanceof Failure)
        throw new Failure(error.code, error.category, { ...error.values, file: upload.name })
      throw error
    } finally {
      rmSync(upload.path, { force: true })
    }
  }

  private find(id: string) {
    const upload = this.open.get(id)
    if (!upload) throw new Failure('file.missing', 'permanent', { file: id })
    return upload
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
