/** An answer of the database that says no, as a status with plain words. */
export class SqlRefusal extends Error {
  /**
   * 401 sign-in, 403 permission, 404 no such table or database, 422 this row, 503 it passes by waiting, 500 anything else. `column`:
   * the one at fault. `taken`: another row has the value already.
   */
  readonly status: 401 | 403 | 404 | 422 | 500 | 503
  readonly column: string | undefined
  readonly taken: boolean
  /** The value at fault, where the database names that instead of its column. */
  readonly quoted: string | undefined

  constructor(
    status: SqlRefusal['status'],
    message: string,
    more: { column?: string | undefined; taken?: boolean; quoted?: string | undefined } = {},
  ) {
    super(message)
    this.status = status
    this.column = more.column
    this.taken = more.taken ?? false
    this.quoted = more.quoted
  }
}

const named = (column: string | undefined): string => (column === undefined ? 'A value' : `"${column}"`)

/** The words for what a row can do wrong, whichever database says it. */
export const rowWords = {
  blank: (column?: string) => new SqlRefusal(422, `${named(column)} must not be blank`, { column }),
  taken: (column?: string) =>
    new SqlRefusal(422, `Another row has the same ${column ? `"${column}"` : 'values'} already`, {
      column,
      taken: true,
    }),
  pointing: (column?: string) =>
    new SqlRefusal(422, `${named(column)} points to a row that is not there, or other rows point to this one`, {
      column,
    }),
  notAllowed: (rule: string | undefined, column?: string) =>
    new SqlRefusal(422, `${named(column)} is not allowed by the rule ${rule ? `"${rule}"` : 'of the table'}`, {
      column,
    }),
  tooLong: (column?: string) => new SqlRefusal(422, `${named(column)} is too long`, { column }),
  unfit: (column?: string) => new SqlRefusal(422, `${named(column)} cannot hold this value`, { column }),
  noColumn: (column: string) => new SqlRefusal(422, `There is no column "${column}"`, { column }),
  readOnly: (column: string) =>
    new SqlRefusal(422, `"${column}" is worked out by the database and cannot be written`, { column }),
}

export const busyRefusal = (): SqlRefusal =>
  new SqlRefusal(503, 'The database is busy with the same rows; it passes by waiting')
