import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import writeWorkbook, { type SheetData } from 'write-excel-file/node'
import { createFileSource, inspectFile } from './index.ts'
import { failureOf, type MadeFolder, madeFolder, readAll } from './made-file.ts'
import { largestExtent } from './sheet-extent.ts'
import { zipEntries } from './zip-directory.ts'

let folder: MadeFolder
beforeAll(async () => {
  folder = await madeFolder()
})
afterAll(() => folder[Symbol.asyncDispose]())

async function workbook(name: string, ...sheets: { sheet: string; data: SheetData }[]): Promise<string> {
  const path = await folder.file(name, '')
  await writeWorkbook(sheets).toFile(path)
  return path
}

const people: SheetData = [
  ['Name', 'Born', 'Seen at', 'Score', 'Zip', 'Active', 'Name', null],
  ['Ada', new Date('1815-12-10T00:00:00Z'), new Date('2026-06-01T10:20:30Z'), 0.1 + 0.2, '01234', true, 'x', 'y'],
  [null, null, null, null, null, null, null, null],
  ['Zoë 😀', null, null, 12345678, null, false, ' spaced ', null],
]

test('A sheet is read as rows of texts, the way people see them', async () => {
  for (const row of people.slice(1)) {
    for (const [index, cell] of row.entries()) {
      if (cell instanceof Date) row[index] = { value: cell, type: Date, format: 'yyyy-mm-dd' }
    }
  }
  const path = await workbook(
    'people.xlsx',
    { sheet: 'People', data: people },
    { sheet: 'Other', data: [['a'], ['b']] },
  )
  const facts = await inspectFile(path)
  expect(facts).toMatchObject({ kind: 'xlsx', sheet: 'People', sheets: ['People', 'Other'] })
  expect(facts.columns).toEqual(['Name', 'Born', 'Seen at', 'Score', 'Zip', 'Active', 'Name (2)', 'Column 8'])
  const records = await readAll(createFileSource(path, facts))
  expect(records.map(({ label, data, reason }) => [label, Object.values(data), reason])).toEqual([
    ['row 1', ['Ada', '1815-12-10', '2026-06-01T10:20:30', '0.3', '01234', 'TRUE', 'x', 'y'], undefined],
    ['row 2', ['Zoë 😀', '', '', '12345678', '', 'FALSE', ' spaced ', ''], undefined],
  ])
  expect(await readAll(createFileSource(path, facts), 1)).toEqual(records.slice(1))
})

test('The named sheet is read instead, whatever the case of its name', async () => {
  const path = await workbook(
    'two.xlsx',
    { sheet: 'First', data: [['a'], ['1']] },
    { sheet: 'Second', data: [['b'], ['2']] },
  )
  const facts = await inspectFile(path, { sheet: 'second ' })
  expect(facts).toMatchObject({ sheet: 'Second', columns: ['b'] })
  expect((await readAll(createFileSource(path, facts)))[0]?.data).toEqual({ b: '2' })
  expect(await failureOf(inspectFile(path, { sheet: 'Third' }))).toMatchObject({
    code: 'file.sheet-missing',
    sheet: 'Third',
    sheets: ['First', 'Second'],
  })
})

test('Of merged cells the first has the value; a formula has the value that was worked out last', async () => {
  const data: SheetData = [
    ['Region', 'City', 'Sum'],
    [{ value: 'North', rowSpan: 2 }, 'York', 1],
    [null, 'Leeds', 2],
  ]
  const records = await readAll(createFileSource(await workbook('merged.xlsx', { sheet: 'S', data })))
  expect(records.map((record) => Object.values(record.data))).toEqual([
    ['North', 'York', '1'],
    ['', 'Leeds', '2'],
  ])
})

test('A sheet without rows, or without anything, says so', async () => {
  expect(await failureOf(inspectFile(await workbook('header.xlsx', { sheet: 'S', data: [['a', 'b']] })))).toMatchObject(
    {
      code: 'file.no-rows',
    },
  )
  expect(await failureOf(inspectFile(await workbook('none.xlsx', { sheet: 'S', data: [] })))).toMatchObject({
    code: 'file.empty',
  })
})

test('What only looks like a workbook is refused by name', async () => {
  const whole = await readFile(await workbook('whole.xlsx', { sheet: 'S', data: [['a'], ['b']] }))
  const office = Buffer.from('d0cf11e0a1b11ae10000', 'hex')
  const cases: [Uint8Array, string][] = [
    [whole.subarray(0, whole.length / 2), 'it is damaged'],
    [Buffer.concat([whole.subarray(0, 200), Buffer.alloc(300, 7), whole.subarray(500)]), 'it is damaged'],
    [Buffer.from('504b030414000600080000002100', 'hex'), 'it is damaged'],
    [office, 'it is in the old Excel form (XLS), or another Office document'],
    [Buffer.concat([office, Buffer.from('EncryptedPackage', 'utf16le')]), 'it is protected by a password'],
    [
      Buffer.from(whole.toString('latin1').replaceAll('xl/workbook.xml', 'xl/workbook.bin'), 'latin1'),
      'it is in the binary Excel form (XLSB)',
    ],
    [
      Buffer.from(whole.toString('latin1').replaceAll('xl/workbook.xml', 'yy/workbook.xml'), 'latin1'),
      'it is a packed (ZIP) file',
    ],
  ]
  for (const [content, why] of cases) {
    const path = await folder.file('odd.xlsx', content)
    expect(await failureOf(inspectFile(path))).toMatchObject({ code: 'file.not-workbook', why })
  }
})

test('A workbook that would unpack to more than memory holds is refused before it is unpacked', async () => {
  const whole = await readFile(await workbook('bomb.xlsx', { sheet: 'S', data: [['a'], ['b']] }))
  const entry = whole.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
  whole.writeUInt32LE(3_000_000_000, entry + 24)
  expect(await failureOf(inspectFile(await folder.file('bomb.xlsx', whole)))).toMatchObject({ code: 'file.too-large' })
})

test('How far a sheet reaches is known before it is read', async () => {
  const wide: SheetData = [['a'], ['b'], Array.from({ length: 60 }, (_, n) => (n === 59 ? 'x' : null))]
  const whole = await readFile(await workbook('wide.xlsx', { sheet: 'S', data: wide }))
  expect(largestExtent(whole, zipEntries(whole) ?? [])).toBe(180)
})
