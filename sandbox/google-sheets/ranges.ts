// Ranges in A1 notation: 'My sheet'!A2:Z, Orders!B3, A:C. Source: developers.google.com/workspace/sheets/api/guides/concepts.
import { invalid } from './answers.ts'

export interface Range {
  readonly sheet: string | undefined
  /** From 1; the last is Infinity where the range is open. */
  readonly rows: readonly [number, number]
  /** From 0. */
  readonly columns: readonly [number, number]
}

export function parseRange(text: string): Range {
  const parts = /^(?:'((?:[^']|'')*)'|([^!']+))(?:!(.+))?$/.exec(text)
  const plain = parts?.[2]
  // Without a sheet it is the first one's.
  const cells =
    parts?.[3] ?? (plain !== undefined && /^[A-Z]{1,3}\d*(?::[A-Z]{0,3}\d*)?$/.test(plain) ? plain : undefined)
  const sheet = cells !== undefined && cells === plain ? undefined : (parts?.[1]?.replaceAll("''", "'") ?? plain)
  if (!parts) return invalid(`Unable to parse range: ${text}`)
  if (cells === undefined) return { sheet, rows: [1, Infinity], columns: [0, Infinity] }
  const found = /^([A-Z]*)(\d*)(?::([A-Z]*)(\d*))?$/.exec(cells)
  if (!found) return invalid(`Unable to parse range: ${text}`)
  const [, fromColumn = '', fromRow = '', toColumn, toRow] = found
  const single = toColumn === undefined
  const last = single ? fromRow : (toRow ?? '')
  const lastColumn = single ? fromColumn : toColumn
  return {
    sheet,
    rows: [fromRow === '' ? 1 : Number(fromRow), last === '' ? Infinity : Number(last)],
    columns: [columnOf(fromColumn) ?? 0, columnOf(lastColumn) ?? Infinity],
  }
}

function columnOf(letters: string): number | undefined {
  if (letters === '') return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

export const lettersOf = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : lettersOf(Math.floor(column / 26) - 1) + lettersOf(column % 26)
