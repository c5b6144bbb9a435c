/** The practice systems of a data folder: those that are served already, or ours for the moment. Serving them loads no more than them. */
import { dirname, join } from 'node:path'
import {
  findPractice,
  type Practice,
  type PracticeAddresses,
  type PracticeOptions,
  StoreTaken,
  startPractice,
} from '#sandbox'
import { type DataOption, dataFolderOf } from './data-folder.ts'

export const practiceFolderOf = async (options: DataOption): Promise<string> =>
  join(await dataFolderOf(options), 'practice')

/** Throws Failures practice.owned, practice.unavailable, port.taken and data.*. */
export async function openPractice(options: PracticeOptions): Promise<Practice> {
  try {
    return await startPractice(options)
  } catch (error) {
    throw await failureFrom(error, options)
  }
}

/** Lends the systems to `work`; those that are served go on being served. */
export async function withPractice<T>(folder: string, work: (addresses: PracticeAddresses) => Promise<T>): Promise<T> {
  const served = await findPractice(folder)
  if (served) return work(served)
  const own = await openPractice({ folder })
  try {
    return await work(own)
  } finally {
    await own.close()
  }
}

async function failureFrom(error: unknown, { folder, port }: PracticeOptions): Promise<unknown> {
  const { Failure } = await import('#engine')
  const data = dirname(folder)
  if (error instanceof StoreTaken) {
    const owner = await findPractice(folder)
    return new Failure('practice.owned', 'permanent', { folder: data, pid: owner ? String(owner.pid) : null })
  }
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const cause = { cause: error }
  if (code === 'EADDRINUSE') return new Failure('port.taken', 'permanent', { port: String(port) }, cause)
  if (code === 'EACCES' && (error as NodeJS.ErrnoException).syscall === 'listen') {
    return new Failure('practice.unavailable', 'permanent', { why: `you may not use port ${port}` }, cause)
  }
  const why = FOLDER_TROUBLE[code]
  if (why !== undefined) return new Failure('data.not-writable', 'permanent', { folder: data, why }, cause)
  const { failureOf } = await import('#adapters/sqlite')
  return failureOf(folder, error)
}

const FOLDER_TROUBLE: Readonly<Record<string, string>> = {
  EEXIST: 'a file stands in its place',
  ENOTDIR: 'a file stands in its place',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
}
