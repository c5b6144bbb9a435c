/**
 * Watches a folder. A file is taken when it has stood still for two looks (same size, same time), so that one that is still being
 * copied is not read half; each content under a name is taken once. Nothing is moved or changed.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Clock, type Code, Failure } from '#engine'

export interface FolderFile {
  path: string
  name: string
  /** SHA-256 of name and bytes: the same file again is the same fingerprint. */
  fingerprint: string
}

/** Something a person should know about the folder, or about one of its files. */
export interface FolderWords {
  code: Code
  values: Record<string, string>
}

export interface FolderWatch {
  folder: string
  /** Whether a file of that name is wanted. */
  wanted(name: string): boolean
  /** Whether the file was taken before, also before a restart. */
  taken(fingerprint: string): boolean | Promise<boolean>
  /** Takes a file. Durable when it resolves. A Failure is told, and the file not tried again until it changes. */
  take(file: FolderFile): Promise<void>
  tell(words: FolderWords): void
  /** Milliseconds between two looks. */
  every: number
  clock: Clock
  signal: AbortSignal
}

interface Standing {
  size: number
  modified: number
  /** It has been dealt with as it stands now. */
  done: boolean
}

/** Resolves when `signal` aborts. */
export async function watchFolder(watch: FolderWatch): Promise<void> {
  const { every, clock, signal } = watch
  const standing = new Map<string, Standing>()
  let told = ''
  while (!signal.aborted) {
    try {
      await look(watch, standing)
      told = ''
    } catch (error) {
      const words = folderWords(watch.folder, error)
      if (!words) throw error
      if (told !== words.code) watch.tell(words)
      told = words.code
    }
    await clock.sleep(every, signal)
  }
}

async function look(watch: FolderWatch, standing: Map<string, Standing>): Promise<void> {
  const names = await namesIn(watch.folder, watch.wanted)
  const here = new Set(names)
  for (const name of standing.keys()) if (!here.has(name)) standing.delete(name)
  for (const name of names) {
    if (watch.signal.aborted) return
    const path = join(watch.folder, name)
    const found = await stat(path).catch(() => undefined)
    if (!found?.isFile()) continue
    const before = standing.get(name)
    const now = { size: found.size, modified: found.mtimeMs, done: false }
    const still = before?.size === now.size && before.modified === now.modified
    if (!still) standing.set(name, now)
    else if (!before.done) before.done = await takeOne(watch, path, name)
  }
}

/** True when the file has been dealt with. */
async function takeOne(watch: FolderWatch, path: string, name: string): Promise<boolean> {
  try {
    const fingerprint = await fingerprintOf(path, name)
    if (!(await watch.taken(fingerprint))) await watch.take({ path, name, fingerprint })
    return true
  } catch (error) {
    if (error instanceof Failure) {
      watch.tell({ code: error.code, values: wordsIn({ ...error.values, file: name }) })
      return error.category !== 'transient'
    }
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined) throw error
    if (code !== 'ENOENT') watch.tell({ code: 'file.unreadable', values: { file: name, why: whyOf(code) } })
    return code !== 'EBUSY'
  }
}

const namesIn = async (folder: string, wanted: (name: string) => boolean): Promise<string[]> =>
  (await readdir(folder)).filter(wanted).sort()

async function fingerprintOf(path: string, name: string): Promise<string> {
  const hash = createHash('sha256').update(`${name}\0`)
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

function folderWords(folder: string, error: unknown): FolderWords | undefined {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return { code: 'folder.missing', values: { folder } }
  if (code === undefined || error instanceof Failure) return undefined
  return { code: 'folder.unreadable', values: { folder, why: whyOf(code) } }
}

const WHY: Record<string, string> = {
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
  ENOTDIR: 'it is a file',
  EBUSY: 'another program is using it',
  EIO: 'the disk does not give it',
}
const whyOf = (code: string): string => WHY[code] ?? `the system says ${code}`

const wordsIn = (values: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]))
