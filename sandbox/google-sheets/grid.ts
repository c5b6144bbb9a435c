// The cells of sheets: one document for each row, which knows its number.
import { missingRequired } from '../kit/drift.ts'
import type { Desk } from '../kit/system.ts'
import { invalid } from './answers.ts'
import type { Range } from './ranges.ts'

export type Cell = string | number | boolean | null
export const columnsOfGrid = 26
export const rowsOfGrid = 1_000

export const sheets = ['Orders', 'Empty', "It's a “list” 📋"]

export function sheetOf({ sheet = sheets[0] }: Range, text: string): string {
  return sheets.includes(sheet ?? '') ? (sheet ?? '') : invalid(`Unable to parse range: ${text}`)
}

const rowId = (sheet: string, row: number): string => `${sheets.indexOf(sheet)}-${row}`

export function readRow(desk: Desk, sheet: string, row: number): Cell[] {
  return (desk.docs.get('rows', rowId(sheet, row))?.body.cells ?? []) as Cell[]
}

/** The last row that has anything in it; 0 for a blank sheet. */
export function lastRow(desk: Desk, sheet: string): number {
  const rows = desk.docs.findBy('rows', 'sheet', sheet).filter(({ body }) => (body.cells as Cell[]).some(isFull))
  return rows.reduce((last, { body }) => Math.max(last, Number(body.row)), 0)
}

const isFull = (cell: Cell): boolean => cell !== null && cell !== ''

/** Puts cells into a row from that column on; null passes a cell over. Its first cell is what it is about. */
export function writeRow(desk: Desk, sheet: string, row: number, column: number, cells: readonly Cell[]): void {
  if (column + cells.length > columnsOfGrid) invalid(`Range (${sheet}!A${row}) exceeds grid limits.`)
  const before = readRow(desk, sheet, row)
  const after = [...before]
  cells.forEach((cell, at) => {
    while (after.length <= column + at) after.push(null)
    if (cell !== null) after[column + at] = cell
  })
  checkRequired(desk, sheet, after)
  keep(desk, sheet, row, before, after)
}

export function clearRow(desk: Desk, sheet: string, row: number, from: number, to: number): void {
  const before = readRow(desk, sheet, row)
  const after = before.map((cell, column) => (column >= from && column <= to ? null : cell))
  keep(desk, sheet, row, before, after)
}

function keep(desk: Desk, sheet: string, row: number, before: Cell[], after: Cell[]): void {
  const id = rowId(sheet, row)
  const body = { sheet, row, cells: after }
  if (desk.docs.get('rows', id)) desk.docs.update('rows', id, body)
  else desk.docs.insert('rows', body, { id })
  const wasThere = before.some(isFull)
  const isThere = after.some(isFull)
  const same = JSON.stringify(before) === JSON.stringify(after)
  const did = same ? 'unchanged' : !isThere ? 'removed' : wasThere ? 'changed' : 'created'
  desk.docs.effect('rows', String((isThere ? after : before)[0] ?? ''), did)
}

/** A column that became required: named by its heading. */
function checkRequired(desk: Desk, sheet: string, cells: readonly Cell[]): void {
  const headings = readRow(desk, sheet, 1)
  const named = Object.fromEntries(headings.map((heading, at) => [String(heading), cells[at] ?? '']))
  const [missing] = missingRequired(desk, 'rows', named)
  if (missing !== undefined) invalid(`The input must fall within the specified rule: ${missing} must not be blank`)
}
