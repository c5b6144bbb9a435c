/** Database files are their owner's only, in whatever folder they lie: sign-ins and records are in them. */
import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs'

/**
 * Sees to it that the file exists, readable and writable by its owner only, before SQLite opens it; its -wal and -shm files take
 * over the mode. A file that is there already is not opened: closing it again would drop the lock that this process may hold on it.
 */
export function makePrivate(path: string): void {
  create(path)
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    if (existsSync(file) && (statSync(file).mode & 0o077) !== 0) restrict(file)
  }
}

function create(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
}

/** A drive that knows no permissions, or a file of somebody else, keeps what it has. */
function restrict(path: string): void {
  try {
    chmodSync(path, 0o600)
  } catch (error) {
    if (!hasCode(error, 'EPERM', 'ENOTSUP', 'ENOSYS')) throw error
  }
}

const hasCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))
