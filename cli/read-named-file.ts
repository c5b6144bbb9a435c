import { readFileSync } from 'node:fs'
import { Failure } from '#engine'

/** The bytes of a file that a person named. Throws Failures file.missing, file.unreadable. */
export function readNamedFile(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') throw new Failure('file.missing', 'permanent', { file }, { cause: error })
    const why = code === 'EISDIR' ? 'it is a folder' : code === 'EACCES' ? 'you may not read it' : String(code)
    throw new Failure('file.unreadable', 'permanent', { file, why }, { cause: error })
  }
}
