/** SQLite's result codes (https://www.sqlite.org/rescode.html) as statuses with plain words. */
import { busyRefusal, rowWords, SqlRefusal } from './refusal.ts'

/** Undefined for what SQLite did not answer itself. */
export function sqliteRefusal(error: unknown): SqlRefusal | undefined {
  if (error instanceof SqlRefusal) return error
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  const { code, message } = error
  if (!code.startsWith('SQLITE_')) return undefined
  const at = columnIn(message)
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return busyRefusal()
  if (code === 'SQLITE_CONSTRAINT_NOTNULL') return rowWords.blank(at)
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') return rowWords.taken(at)
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return rowWords.pointing()
  if (code === 'SQLITE_CONSTRAINT_CHECK') return rowWords.notAllowed(/failed: (.*)$/.exec(message)?.[1])
  if (code === 'SQLITE_CONSTRAINT_DATATYPE') return rowWords.unfit(at)
  if (code.startsWith('SQLITE_CONSTRAINT') || code === 'SQLITE_MISMATCH') return new SqlRefusal(422, message)
  if (code === 'SQLITE_TOOBIG') return rowWords.tooLong()
  if (/^SQLITE_(?:READONLY|PERM|AUTH)/.test(code)) return new SqlRefusal(403, 'The file may only be read')
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CANTOPEN')
    return new SqlRefusal(404, 'It is not a SQLite file that can be opened')
  if (code === 'SQLITE_FULL') return new SqlRefusal(503, 'The disk is full')
  if (code.startsWith('SQLITE_IOERR')) return new SqlRefusal(503, 'The file could not be read or written just now')
  return new SqlRefusal(500, message)
}

/** `UNIQUE constraint failed: customers.email`, or `cannot store TEXT value in INT column orders.total`. */
const columnIn = (message: string): string | undefined => /(?:failed: |column )[^\s,]*\.([^\s,.]+)$/.exec(message)?.[1]
