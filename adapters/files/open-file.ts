/** Opening and reading the bytes of a file; whatever the system answers becomes a Failure in plain words. */
import { createHash } from 'node:crypto'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Failure } from '#engine'

/** Bytes per read. */
export const CHUNK = 65_536

export interface OpenFile {
  name: string
  handle: FileHandle
  bytes: number
  /** Milliseconds since 1970-01-01 UTC. */
  modified: number
}

/** Opens a file for reading. The caller closes `handle`. Throws Failure file.missing or file.unreadable. */
export async function openFile(path: string): Promise<OpenFile> {
  const name = basename(path)
  try {
    const found = await stat(path)
    // Before opening: to open a pipe would wait for ever.
    if (!found.isFile()) throw unreadable(name, found.isDirectory() ? 'it is a folder' : 'it is not a file')
    const handle = await open(path, 'r')
    return { name, handle, ...(await stateOf(handle)) }
  } catch (error) {
    throw failureOf(error, name)
  }
}

/** Size and time of the file as it is now. */
export async function stateOf(handle: FileHandle): Promise<{ bytes: number; modified: number }> {
  const { size, mtimeMs } = await handle.stat()
  return { bytes: size, modified: mtimeMs }
}

/** The bytes from the beginning on. All chunks share their memory: one is good only until the next is asked for. */
export async function* chunksOf(file: OpenFile, size = CHUNK): AsyncGenerator<Uint8Array> {
  const chunk = new Uint8Array(size)
  for (let at = 0; ; ) {
    const { bytesRead } = await file.handle.read(chunk, 0, size, at).catch((error: unknown) => {
      throw failureOf(error, file.name)
    })
    if (bytesRead === 0) return
    at += bytesRead
    yield bytesRead === size ? chunk : chunk.subarray(0, bytesRead)
  }
}

/** SHA-256 of all bytes, as 64 hexadecimal digits. */
export async function fingerprintOf(file: OpenFile): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of chunksOf(file)) hash.update(chunk)
  return hash.digest('hex')
}

const WHY: Record<string, string> = {
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads to itself',
  ENAMETOOLONG: 'its name is too long',
  EBUSY: 'another program is using it',
  EMFILE: 'too many files are open',
  EIO: 'the disk does not give it',
}

function failureOf(error: unknown, file: string): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error
  const code = (error as NodeJS.ErrnoException).code
  if (code === undefined) return error
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new Failure('file.missing', 'permanent', { file }, { cause: error })
  return unreadable(file, WHY[code] ?? `the system says ${code}`, error)
}

const unreadable = (file: string, why: string, cause?: unknown): Failure =>
  new Failure('file.unreadable', 'permanent', { file, why }, { cause })
