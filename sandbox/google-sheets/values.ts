// spreadsheets.values: get, append, update, clear. Source: developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values.
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import { mixedDate } from '../kit/drift.ts'
import type { Desk } from '../kit/system.ts'
import { invalid } from './answers.ts'
import { type Cell, clearRow, columnsOfGrid, lastRow, readRow, rowsOfGrid, sheetOf, writeRow } from './grid.ts'
import { lettersOf, parseRange } from './ranges.ts'

const spreadsheetId = 'practice-spreadsheet'
const quoted = (sheet: string): string => (/^\w+$/.test(sheet) ? sheet : `'${sheet.replaceAll("'", "''")}'`)

export function getValues(call: Call, desk: Desk, text: string): Reply {
  const range = parseRange(text)
  const sheet = sheetOf(range, text)
  const [first, last] = range.rows
  const [from, to] = [range.columns[0], Math.min(range.columns[1], columnsOfGrid - 1)]
  if (first > rowsOfGrid || from >= columnsOfGrid) invalid(`Range (${text}) exceeds grid limits.`)
  const formatted = (call.query.get('valueRenderOption') ?? 'FORMATTED_VALUE') === 'FORMATTED_VALUE'
  const values: (string | number | boolean)[][] = []
  for (let row = first; row <= Math.min(last, lastRow(desk, sheet)); row++) {
    const cells = readRow(desk, sheet, row).slice(from, to + 1)
    values.push(trimmed(cells.map((cell) => shown(desk, cell, row, formatted))))
  }
  while (values.at(-1)?.length === 0) values.pop()
  const whole = `${quoted(sheet)}!${lettersOf(from)}${first}:${lettersOf(to)}${Math.min(last, rowsOfGrid)}`
  const body = { range: whole, majorDimension: 'ROWS', ...(values.length > 0 ? { values } : {}) }
  return { status: 200, body }
}

export function appendValues(call: Call, desk: Desk, text: string): Reply {
  const range = parseRange(text)
  const sheet = sheetOf(range, text)
  const rows = rowsIn(call)
  const last = lastRow(desk, sheet)
  for (const [at, cells] of rows.entries()) writeRow(desk, sheet, last + 1 + at, range.columns[0], cells)
  const updates = updated(sheet, last + 1, range.columns[0], rows)
  const table = last === 0 ? {} : { tableRange: `${quoted(sheet)}!A1:Z${last}` }
  return { status: 200, body: { spreadsheetId, ...table, updates } }
}

export function updateValues(call: Call, desk: Desk, text: string): Reply {
  const range = parseRange(text)
  const sheet = sheetOf(range, text)
  const rows = rowsIn(call)
  const [first, last] = range.rows
  if (rows.length > last - first + 1)
    invalid(`Requested writing within range [${text}], but tried writing to row [${first + rows.length - 1}]`)
  for (const [at, cells] of rows.entries()) writeRow(desk, sheet, first + at, range.columns[0], cells)
  return { status: 200, body: updated(sheet, first, range.columns[0], rows) }
}

export function clearValues(desk: Desk, text: string): Reply {
  const range = parseRange(text)
  const sheet = sheetOf(range, text)
  const last = Math.min(range.rows[1], lastRow(desk, sheet))
  for (let row = range.rows[0]; row <= last; row++) clearRow(desk, sheet, row, ...range.columns)
  return { status: 200, body: { spreadsheetId, clearedRange: text } }
}

function rowsIn(call: Call): Cell[][] {
  const option = call.query.get('valueInputOption')
  if (option !== 'RAW' && option !== 'USER_ENTERED') invalid("'valueInputOption' is required but not specified")
  const body: unknown = JSON.parse(call.body)
  if (!isRecord(body)) return invalid('Invalid JSON payload received.')
  const unknown = Object.keys(body).find((name) => !['range', 'majorDimension', 'values'].includes(name))
  if (unknown !== undefined) invalid(`Invalid JSON payload received. Unknown name "${unknown}": Cannot find field.`)
  const { values = [] } = body
  if (!Array.isArray(values)) return invalid("Invalid value at 'data.values'")
  return values.map((row: unknown, at) => {
    if (!Array.isArray(row))
      return invalid(`Invalid value at 'data.values[${at}]' (type.googleapis.com/google.protobuf.ListValue)`)
    return row.map((cell: unknown, column) => cellOf(cell, `[${at}][${column}]`, option === 'USER_ENTERED'))
  })
}

function cellOf(cell: unknown, place: string, read: boolean): Cell {
  if (typeof cell === 'object' && cell !== null) return invalid(`Invalid values${place}: struct_value or list_value`)
  if (typeof cell === 'string' && cell.length > 50_000)
    return invalid('Your input contains more than the maximum of 50000 characters in a single cell.')
  if (read && typeof cell === 'string' && /^-?\d+(?:\.\d+)?$/.test(cell)) return Number(cell)
  return cell as Cell
}

const updated = (sheet: string, first: number, column: number, rows: readonly Cell[][]) => ({
  spreadsheetId,
  updatedRange: `${quoted(sheet)}!${lettersOf(column)}${first}:${lettersOf(column + Math.max(0, (rows[0]?.length ?? 1) - 1))}${first + rows.length - 1}`,
  updatedRows: rows.length,
  updatedColumns: rows[0]?.length ?? 0,
  updatedCells: rows.flat().filter((cell) => cell !== null).length,
})

/** Dates that are kept as texts come back in another form while dates are mixed. */
function shown(desk: Desk, cell: Cell, row: number, formatted: boolean): string | number | boolean {
  if (cell === null) return ''
  const value = typeof cell === 'string' && /^\d{4}-\d\d-\d\dT/.test(cell) ? mixedDate(desk, cell, row) : cell
  if (!formatted) return value
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(value)
}

function trimmed<T>(cells: T[]): T[] {
  const full = [...cells]
  while (full.length > 0 && full.at(-1) === '') full.pop()
  return full
}
