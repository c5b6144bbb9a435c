/** Writing a file that a person named, without ever destroying one that is there. */
import { existsSync, writeFileSync } from 'node:fs'
import { usage } from './tell-error.ts'

/** Throws usage.invalid when the file is there and may not be written over. */
export function refuseOverwriting(path: string, force = false): void {
  if (!force && existsSync(path)) throw usage(`"${path}" is there already; give --force to write over it`)
}

/** Throws usage.invalid when it is there, or cannot be written. */
export function writeText(path: string, text: string, force = false): void {
  try {
    writeFileSync(path, text, { flag: force ? 'w' : 'wx', flush: true })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code === 'EEXIST') refuseOverwriting(path)
    throw usage(`"${path}" cannot be written (${WHY[code] ?? code})`)
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
}
