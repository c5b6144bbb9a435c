/**
 * The one random key that seals all secrets of a data folder. It lies beside them, wrapped in every way in which it can be opened: by
 * the operating system's key store (desktop), by a passphrase, or by a key file outside of the folder.
 */
import { randomBytes } from 'node:crypto'
import type { SignInTables } from '#adapters/sqlite/sign-ins'
import { systemIds } from '#adapters/system'
import { Failure } from '#engine'
import { openText, sealText } from './envelope.ts'
import { keyFileOf, makeKeyFile, readKeyFile, removeKeyFile } from './key-file.ts'
import { unwrapByPassphrase, wrapByPassphrase } from './passphrase.ts'

export interface UnlockOptions {
  /** Blank or absent: none was given. */
  passphrase?: string | undefined
  /** Where key files lie. */
  keys: string
}

/** The operating system's key store, as the desktop app reaches it. Rejects where there is none or it does not open. */
export interface HostKeys {
  protect(text: string): Promise<string>
  reveal(text: string): Promise<string>
}

const FILE_NAME = 'data key by file'

/** Opens the key, or makes it at first need. Throws Failures secrets.*. */
export function unlock(tables: SignInTables, options: UnlockOptions): Buffer {
  return tables.atOnce(() => {
    const ways = tables.keys.all()
    if (ways.size === 0) return make(tables, options)
    const { passphrase } = options
    const key = open(tables, ways, options)
    if (passphrase && !ways.has('passphrase')) takeOver(tables, key, passphrase, options)
    return key
  })
}

/** True when only a passphrase opens it, so that a person has to be asked. */
export function wantsPassphrase(tables: SignInTables): boolean {
  const ways = tables.keys.all()
  return ways.has('passphrase') && !ways.has('file')
}

/** The same through the operating system's key store, which also keeps a key that was opened in another way. */
export async function unlockByHost(tables: SignInTables, options: UnlockOptions, host: HostKeys): Promise<Buffer> {
  const wrapped = tables.keys.all().get('host')
  if (wrapped !== undefined) return revealed(tables, options, host, wrapped)
  const fresh = tables.keys.all().size === 0
  const key = fresh ? randomBytes(32) : unlock(tables, options)
  const kept = await host.protect(key.toString('hex')).catch(() => undefined)
  // Without a key store it is kept as everywhere else.
  if (kept === undefined) return unlock(tables, options)
  const first = tables.atOnce(() => {
    const others = tables.keys.all().size > 0
    if (!fresh || !others) tables.keys.set('host', kept)
    return !fresh || !others
  })
  return first ? key : unlockByHost(tables, options, host)
}

async function revealed(
  tables: SignInTables,
  options: UnlockOptions,
  host: HostKeys,
  wrapped: string,
): Promise<Buffer> {
  const hex = await host.reveal(wrapped).catch(() => undefined)
  if (hex !== undefined && /^[0-9a-f]{64}$/.test(hex)) {
    const key = Buffer.from(hex, 'hex')
    const { passphrase } = options
    if (passphrase && !tables.keys.all().has('passphrase')) takeOver(tables, key, passphrase, options)
    return key
  }
  // The key store of another computer or person: what else opens it may do so.
  if (tables.keys.all().size > 1) return unlock(tables, options)
  throw new Failure('secrets.key-store', 'permanent', { folder: tables.folder })
}

function make(tables: SignInTables, { passphrase, keys }: UnlockOptions): Buffer {
  const key = randomBytes(32)
  if (passphrase) tables.keys.set('passphrase', wrapByPassphrase(key, passphrase))
  else {
    const file = makeKeyFile(fileOf(tables, keys))
    tables.keys.set('file', sealText(file, FILE_NAME, key.toString('hex')).toString('base64'))
  }
  return key
}

function open(tables: SignInTables, ways: Map<string, string>, { passphrase, keys }: UnlockOptions): Buffer {
  const { folder } = tables
  const byPassphrase = ways.get('passphrase')
  if (byPassphrase !== undefined && passphrase) {
    const key = unwrapByPassphrase(byPassphrase, passphrase)
    if (key === 'damaged') throw new Failure('secrets.damaged', 'permanent', { folder })
    if (key === 'wrong') throw new Failure('secrets.passphrase-wrong', 'permanent', { folder })
    return key
  }
  const byFile = ways.get('file')
  if (byFile !== undefined) return openByFile(tables, byFile, keys)
  if (byPassphrase !== undefined) throw new Failure('secrets.passphrase-needed', 'permanent', { folder })
  throw new Failure('secrets.desktop-only', 'permanent', { folder })
}

function openByFile(tables: SignInTables, wrapped: string, keys: string): Buffer {
  const { folder } = tables
  const path = fileOf(tables, keys)
  const file = readKeyFile(path)
  if (!file) throw new Failure('secrets.key-missing', 'permanent', { folder, file: path })
  const hex = openText(file, FILE_NAME, Buffer.from(wrapped, 'base64'))
  if (hex === undefined) throw new Failure('secrets.key-damaged', 'permanent', { file: path })
  return Buffer.from(hex, 'hex')
}

/** From now on the passphrase is asked for: the key file would open it without. */
function takeOver(tables: SignInTables, key: Buffer, passphrase: string, { keys }: UnlockOptions): void {
  tables.keys.set('passphrase', wrapByPassphrase(key, passphrase))
  tables.keys.drop('file')
  removeKeyFile(fileOf(tables, keys))
}

/** Named after the data folder's own number, which it keeps wherever it is copied. */
const fileOf = (tables: SignInTables, keys: string): string =>
  keyFileOf(keys, tables.facts.settle('folder', systemIds.next()))
