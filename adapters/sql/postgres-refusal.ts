/** PostgreSQL's error codes (https://www.postgresql.org/docs/current/errcodes-appendix.html) as statuses with plain words. */
import { busyRefusal, rowWords, SqlRefusal } from './refusal.ts'

interface PostgresError {
  code: string
  message: string
  column?: string
  constraint?: string
  detail?: string
}

/** Undefined for what PostgreSQL did not answer itself, such as a connection that broke off. */
export function postgresRefusal(error: unknown): SqlRefusal | undefined {
  if (!isPostgresError(error)) return undefined
  const { code, message, column, constraint } = error
  const at = column ?? columnIn(error)
  if (code.startsWith('28')) return new SqlRefusal(401, 'The database does not accept the user name or password')
  if (code === '42501' || code === '25006') return new SqlRefusal(403, `The sign-in may not do this: ${message}`)
  if (code === '3D000' || code === '42P01' || code === '3F000') return new SqlRefusal(404, message)
  if (code === '42703') return new SqlRefusal(422, message)
  if (code === '23502') return rowWords.blank(at)
  if (code === '23505' || code === '23P01') return rowWords.taken(at)
  if (code === '23503') return rowWords.pointing(at)
  if (code === '23514') return rowWords.notAllowed(constraint, at)
  if (code === '22001') return rowWords.tooLong(at)
  if (code.startsWith('22') || code.startsWith('23') || code === '42804') return unfit(error, at)
  if (code === '40001' || code === '40P01' || code === '55P03') return busyRefusal()
  if (/^(?:53|57|58|08)/.test(code)) return new SqlRefusal(503, message)
  return new SqlRefusal(500, message)
}

/** The value in quotes tells which column it was. */
function unfit({ message }: PostgresError, column: string | undefined): SqlRefusal {
  if (column !== undefined) return rowWords.unfit(column)
  return new SqlRefusal(422, `A value does not fit: ${message}`, { quoted: /"([^"]*)"$/.exec(message)?.[1] })
}

/** `Key (email)=(…) already exists.` */
const columnIn = ({ detail = '' }: PostgresError): string | undefined => /^Key \("?([^",)]+)"?\)=/.exec(detail)?.[1]

function isPostgresError(error: unknown): error is PostgresError {
  return (
    error instanceof Error &&
    'severity' in error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[0-9A-Z]{5}$/.test(error.code)
  )
}
