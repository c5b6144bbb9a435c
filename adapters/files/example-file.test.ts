/** The example file is real and awkward; examples/README.md says how, and this holds it to its word. */
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import type { SourceRecord } from '#engine'
import { createFileSource, type FileFacts, inspectFile } from './index.ts'
import { readAll } from './made-file.ts'

const path = fileURLToPath(new URL('../../examples/early-childhood-messy.csv', import.meta.url))
let facts: FileFacts
let records: SourceRecord[]
beforeAll(async () => {
  facts = await inspectFile(path)
  records = await readAll(createFileSource(path, facts))
})

const values = (column: string): string[] => records.map(({ data }) => String(data[column]))
const blank = (column: string): number => values(column).filter((value) => value.trim() === '').length
const repeated = (columns: string[]): number =>
  records.length - new Set(records.map(({ data }) => JSON.stringify(columns.map((column) => data[column])))).size

test('It is the very file that was measured', () => {
  expect(facts).toMatchObject({
    bytes: 577_972,
    fingerprint: 'eabbd703403541b2301e53209c52b731e8f4e25da372ededf0cf0c167ff84360',
    separator: ',',
    encoding: 'utf-8',
    notes: [],
  })
})

test('All 3,337 rows are read whole, line breaks inside values included', () => {
  expect(records).toHaveLength(3337)
  expect(records.filter(({ reason }) => reason !== undefined)).toEqual([])
  expect(values('Id')).toEqual(Array.from({ length: 3337 }, (_, index) => String(index)))
  expect(values('Fax').filter((value) => value.includes('\n'))).toHaveLength(37)
})

test('Its awkwardness is what the words beside it say', () => {
  expect(new Set(values('Source')).size).toBe(9)
  expect(facts.columns).toHaveLength(32)
  expect(facts.columns.filter((column) => blank(column) === 3337)).toHaveLength(4)
  expect(repeated(['Site name', 'Address', 'Phone'])).toBe(689)
  expect(repeated(facts.columns.slice(1))).toBe(128)
  expect(values('Phone').filter((phone) => /^\d{7}$/.test(phone))).toHaveLength(3189)
  expect(values('Phone').filter((phone) => phone.length > 7)).toHaveLength(2)
  expect([blank('Phone'), blank('Zip')]).toEqual([146, 1333])
  expect(values('Zip').filter((zip) => zip.trim() !== '' && !/^\d{5}$/.test(zip))).toHaveLength(1)
  expect(values('Address').filter((address) => address !== address.trim())).toHaveLength(3295)
  expect(values('Email Address').filter((value) => /^\d\d\/\d\d\/\d\d$/.test(value)).length).toBeGreaterThan(100)
})
