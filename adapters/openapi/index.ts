/** Reads API descriptions from files and addresses, safely: as OpenAPI 3.1 whose references all point into itself. */
import { realpathSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { openNetwork, sealTo } from '#adapters/net'
import { Failure } from '#engine'
import { LARGEST } from './limits.ts'
import { bringIn, type ReadPart } from './outside.ts'
import { type Part, parseParts, upgraded } from './parse.ts'

export interface ReadOptions {
  /** Somebody allowed to read further files of the same place (the same origin, the same folder). */
  parts?: boolean
}

export interface ReadDescription {
  root: Part
  /** As people know it: the name of the file, or the address without what may be secret. */
  from: string
}

/** From a text that somebody handed over. Throws Failures import.not-a-description, import.too-large, import.parts-elsewhere. */
export async function readDescriptionText(file: string, text: string): Promise<ReadDescription> {
  return { root: await whole(file, text, undefined, undefined), from: file }
}

/** Throws those of a text, and file.missing, file.unreadable. */
export async function readDescriptionFile(path: string, { parts = false }: ReadOptions = {}): Promise<ReadDescription> {
  const real = realOf(path)
  const base = pathToFileURL(real)
  const read: ReadPart = (address) => {
    const inside = realOf(fileURLToPath(address))
    // A link in the folder may lead out of it.
    if (!pathToFileURL(inside).pathname.startsWith(new URL('.', base).pathname))
      throw unreadable(inside, 'it is outside the folder')
    return textOf(inside)
  }
  const file = basename(path)
  return { root: await whole(file, await textOf(real), base, parts ? read : undefined), from: file }
}

/** Throws those of a text, and import.unreachable, call.blocked. */
export async function readDescriptionAddress(
  address: string,
  { parts = false }: ReadOptions = {},
): Promise<ReadDescription> {
  const base = URL.parse(address)
  if (!base || (base.protocol !== 'https:' && base.protocol !== 'http:')) throw unreachable(address, 'it is no address')
  const network = openNetwork({ seal: sealTo([base.origin]), connections: 2 })
  const from = base.origin + base.pathname
  try {
    const read: ReadPart = async (part) => {
      const headers = { accept: 'application/json, application/yaml, text/yaml, */*' }
      const reply = await network.request({ method: 'GET', url: withoutHash(part), headers, timeout: 30_000 })
      if (reply.status >= 300 && reply.status < 400) throw unreachable(from, 'it leads to another address')
      if (reply.status !== 200) throw unreachable(from, `it answers with status ${reply.status}`)
      return reply.body
    }
    return { root: await whole(from, await read(base), base, parts ? read : undefined), from }
  } catch (error) {
    if (error instanceof Failure && error.code === 'call.unavailable') throw unreachable(from, String(error.values.why))
    throw error
  } finally {
    await network.close()
  }
}

async function whole(file: string, text: string, base: URL | undefined, read: ReadPart | undefined): Promise<Part> {
  const brought = await bringIn(file, parseParts(file, text), base, read)
  return upgraded(file, brought)
}

function realOf(path: string): string {
  try {
    return realpathSync(resolve(path))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new Failure('file.missing', 'permanent', { file: path }, { cause: error })
    throw unreadable(path, String(code))
  }
}

async function textOf(path: string): Promise<string> {
  try {
    const { size } = await stat(path)
    if (size > LARGEST * 2)
      throw new Failure('import.too-large', 'permanent', { file: basename(path), why: `it has ${size} bytes` })
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
  } catch (error) {
    if (error instanceof Failure) throw error
    const { code } = error as NodeJS.ErrnoException
    throw unreadable(
      path,
      code === 'EISDIR' ? 'it is a folder' : code === 'EACCES' ? 'you may not read it' : String(code),
    )
  }
}

const withoutHash = (address: URL): string => address.href.split('#', 1)[0] ?? ''

const unreadable = (file: string, why: string): Failure =>
  new Failure('file.unreadable', 'permanent', { file: basename(file), why })

const unreachable = (address: string, why: string): Failure =>
  new Failure('import.unreachable', 'permanent', { address: address.split('?', 1)[0] ?? address, why })
