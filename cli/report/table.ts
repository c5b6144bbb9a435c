/** Tables that read well in any terminal, and in a file: no colours, numbers to the right. */
import Table from 'cli-table3'
import { count, harmless } from '../terminal.ts'

export function tableText(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const numeric = head.map((_, column) => {
    const cells = rows.map((row) => row[column]).filter((cell) => cell !== '')
    return cells.length > 0 && cells.every((cell) => typeof cell === 'number')
  })
  const table = new Table({
    head: [...head],
    colAligns: numeric.map((is) => (is ? 'right' : 'left')),
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  })
  for (const row of rows) table.push(row.map((cell) => (typeof cell === 'number' ? count(cell) : harmless(cell))))
  return table.toString()
}
