/** Uploaded files, kept in the data folder until their run has finished. */
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createFileSource, inspectFile } from '#adapters/files'
import { Failure, type Source } from '#engine'

export interface KeptFile {
  id: string
  name: string
  /** SHA-256 of its bytes. */
  fingerprint: string
}

export interface KeptFiles {
  /** Writes a stream to the disk. Durable when it resolves. Throws what inspectFile finds wrong with it; then nothing is kept. */
  keep(name: string, content: Readable): Promise<KeptFile>
  source(id: string, name: string): Source
  remove(id: string): Promise<void>
}

export function createKeptFiles(dataFolder: string): KeptFiles {
  const folder = join(dataFolder, 'uploads')
  const pathOf = (id: string) => join(folder, id)

  async function keep(name: string, content: Readable): Promise<KeptFile> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const id = `${randomUUID()}.csv`
    try {
      await pipeline(content, createWriteStream(pathOf(id), { mode: 0o600, flush: true }))
      await syncFolder(folder)
      const { fingerprint } = await inspectNamed(pathOf(id), name)
      return { id, name, fingerprint }
    } catch (error) {
      await rm(pathOf(id), { force: true })
      throw isFull(error) ? new Failure('data.full', 'transient', { folder: dataFolder }, { cause: error }) : error
    }
  }

  return {
    keep,
    remove: (id) => rm(pathOf(id), { force: true }),
    source: (id, name) => ({
      async *read(from, batchSize) {
        const facts = await inspectNamed(pathOf(id), name)
        yield* createFileSource(pathOf(id), facts).read(from, batchSize)
      },
    }),
  }
}

/** What a look at the file finds, under the name that its sender gave it. */
async function inspectNamed(path: string, name: string) {
  try {
    return { ...(await inspectFile(path)), name }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const values = 'file' in error.values ? { ...error.values, file: name } : error.values
    throw new Failure(error.code, error.category, values, { cause: error })
  }
}

const isFull = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOSPC'

/** A new name in a folder survives a power cut only when the folder is synced as well; Windows does so by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
