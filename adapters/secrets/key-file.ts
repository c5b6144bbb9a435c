/** The key file of a data folder: outside of it and readable by its owner only, so that a copied data folder alone opens nothing. */
import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, platform } from 'node:os'
import { join } from 'node:path'
import { Failure } from '#engine'

/** Where key files lie: `SLUICE_KEYS`, else by the custom of the operating system, beside no data folder. */
export function keyFolder(env: NodeJS.ProcessEnv = process.env, os = platform()): string {
  if (env.SLUICE_KEYS) return env.SLUICE_KEYS
  if (os === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Sluice Keys')
  if (os === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Sluice Keys')
  return join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'sluice', 'keys')
}

export const keyFileOf = (folder: string, id: string): string => join(folder, `${id}.key`)

/** Undefined when there is none; throws Failure secrets.key-damaged when it is no key, and secrets.key-folder when it cannot be read. */
export function readKeyFile(path: string): Buffer | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw new Failure('secrets.key-folder', 'permanent', { file: path, why: codeOf(error) }, { cause: error })
  }
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Failure('secrets.key-damaged', 'permanent', { file: path })
  return Buffer.from(text, 'hex')
}

/** A second process that makes one at the same moment must end with the same: the first link wins. Throws Failure secrets.key-folder. */
export function makeKeyFile(path: string): Buffer {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
    writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx', flush: true })
    try {
      linkSync(draft, path)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    } finally {
      rmSync(draft, { force: true })
    }
  } catch (error) {
    throw new Failure('secrets.key-folder', 'permanent', { file: path, why: codeOf(error) }, { cause: error })
  }
  const made = readKeyFile(path)
  if (!made) throw new Failure('secrets.key-folder', 'permanent', { file: path, why: 'it is gone again' })
  return made
}

export function removeKeyFile(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // Nothing is wrapped with it any more.
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')
