/** MySQL's error numbers (https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html) as statuses with plain words. */
import { busyRefusal, rowWords, SqlRefusal } from './refusal.ts'

interface MysqlError {
  errno: number
  sqlMessage: string
}

const BY_NUMBER: Readonly<Record<number, (message: string) => SqlRefusal>> = {
  1040: (message) => new SqlRefusal(503, message),
  1044: (message) => new SqlRefusal(403, message),
  1045: () => new SqlRefusal(401, 'The database does not accept the user name or password'),
  1049: (message) => new SqlRefusal(404, message),
  1048: (message) => rowWords.blank(columnIn(message)),
  1053: (message) => new SqlRefusal(503, message),
  1054: (message) => new SqlRefusal(422, message),
  1062: (message) => rowWords.taken(/for key '(?:[^'.]*\.)?([^']*)'/.exec(message)?.[1]),
  1064: (message) => new SqlRefusal(500, message),
  1114: (message) => new SqlRefusal(503, message),
  1142: (message) => new SqlRefusal(403, message),
  1143: (message) => new SqlRefusal(403, message),
  1146: (message) => new SqlRefusal(404, message),
  1203: (message) => new SqlRefusal(503, message),
  1205: busyRefusal,
  1213: busyRefusal,
  1290: (message) => new SqlRefusal(403, message),
  1364: (message) => rowWords.blank(fieldIn(message)),
  1406: (message) => rowWords.tooLong(columnIn(message)),
  1451: () => rowWords.pointing(),
  1452: () => rowWords.pointing(),
  1698: () => new SqlRefusal(401, 'The database does not accept the user name or password'),
  1820: (message) => new SqlRefusal(401, message),
  3819: (message) => rowWords.notAllowed(/constraint '([^']*)'/.exec(message)?.[1]),
  4025: (message) => rowWords.notAllowed(/CONSTRAINT `([^`]*)`/.exec(message)?.[1]),
}

/** Values that do not fit their column: out of range, of another type, cut off. */
const UNFIT = new Set([1264, 1265, 1292, 1366, 1367, 1411, 1525, 3140, 3141])

/** Undefined for what the server did not answer itself, such as a connection that broke off. */
export function mysqlRefusal(error: unknown): SqlRefusal | undefined {
  if (!isMysqlError(error)) return undefined
  const { errno, sqlMessage } = error
  if (UNFIT.has(errno)) return rowWords.unfit(columnIn(sqlMessage))
  return BY_NUMBER[errno]?.(sqlMessage) ?? new SqlRefusal(errno >= 1644 && errno <= 1645 ? 422 : 500, sqlMessage)
}

const columnIn = (message: string): string | undefined =>
  /column (?:`[^`]*`\.`[^`]*`\.)?[`']([^`']*)[`']/i.exec(message)?.[1]
const fieldIn = (message: string): string | undefined => /Field '([^']*)'/.exec(message)?.[1]

function isMysqlError(error: unknown): error is MysqlError {
  return (
    error instanceof Error &&
    'sqlMessage' in error &&
    typeof error.sqlMessage === 'string' &&
    'errno' in error &&
    typeof error.errno === 'number'
  )
}
