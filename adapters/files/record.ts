import { type Data, emptyData, type Reason, type SourceRecord } from '#engine'
import { freeName } from './header.ts'
import type { Row } from './rows.ts'

/** What records need to know of their file. */
export interface Shape {
  name: string
  columns: string[]
  /** Characters that one record may have. */
  limit: number
}

/** The record of a row; `number` counts rows from 1 below the header. A row that is not as it should be keeps all it has. */
export function recordOf(row: Row, number: number, shape: Shape): SourceRecord {
  const { values } = row
  const label = `row ${number}`
  const data = dataOf(values, shape.columns)
  if (row.cut === undefined && values.length === shape.columns.length) return { label, data }
  return { label, data, reason: reasonOf(row, number, shape) }
}

/** Missing values are empty texts; those beyond the header stand under the number of their column. */
export function dataOf(values: string[], columns: string[]): Data {
  const data = emptyData()
  for (let index = 0; index < columns.length; index++) data[columns[index]!] = values[index] ?? ''
  if (values.length > columns.length) {
    const taken = new Set(columns)
    for (let index = columns.length; index < values.length; index++) {
      data[freeName(`Column ${index + 1}`, taken)] = values[index]!
    }
  }
  return data
}

function reasonOf({ values, cut }: Row, row: number, { name: file, columns, limit }: Shape): Reason {
  if (cut?.open) return { code: 'file.quote-unclosed', category: 'validation', values: { file, row } }
  if (cut !== undefined) {
    const characters = (count: number): string => `${count.toLocaleString('en-US')} characters`
    const values = { file, row, size: characters(cut.size), limit: characters(limit) }
    return { code: 'file.row-too-large', category: 'validation', values }
  }
  return {
    code: 'file.row-ragged',
    category: 'validation',
    values: { file, row, found: values.length, expected: columns.length },
  }
}
