import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFileSource, inspectFile } from './index.ts'
import { failureOf, type MadeFolder, madeFolder, readAll } from './made-file.ts'

let folder: MadeFolder
beforeAll(async () => {
  folder = await madeFolder()
})
afterAll(() => folder[Symbol.asyncDispose]())

const made = (content: string | Uint8Array) => folder.file('made.jsonl', content)
const read = async (content: string | Uint8Array) => readAll(createFileSource(await made(content)))

test('Each line is a record; the columns are all the names of the first ones', async () => {
  const path = await made('\n{"a": 1, "b": {"c": [true]}}\r\n\r\n{"b": null, "d": "é"}')
  const facts = await inspectFile(path)
  expect(facts).toMatchObject({ kind: 'json-lines', columns: ['a', 'b', 'd'], encoding: 'utf-8' })
  const source = createFileSource(path, facts)
  expect(await readAll(source)).toEqual([
    { label: 'row 1', data: { a: 1, b: { c: [true] } } },
    { label: 'row 2', data: { b: null, d: 'é' } },
  ])
  expect((await readAll(source, 1)).map(({ label }) => label)).toEqual(['row 2'])
})

test('A line that is no record is held with its reason, and the others go on', async () => {
  const bad = [
    'nonsense',
    '[1]',
    '5',
    '{"a": 1e999}',
    '{"a":"\\ud800"}',
    '{"a":1,"a":2}',
    '{"a": "open',
    `{"a":${'['.repeat(5000)}}`,
  ]
  const lines = ['{"a": 0}', ...bad, '{"__proto__": 1, "constructor": 2}']
  const records = await read(lines.join('\n'))
  expect(records).toHaveLength(lines.length)
  expect(records.slice(1, -1).map(({ reason }) => reason?.code)).toEqual(Array(bad.length).fill('file.line-unreadable'))
  expect(records[1]).toMatchObject({
    label: 'row 2',
    data: { record: 'nonsense' },
    reason: { category: 'validation', values: { row: 2, why: 'it is not JSON' } },
  })
  expect(Object.keys(records.at(-1)?.data ?? {})).toEqual(['__proto__', 'constructor'])
  expect(records.at(-1)?.reason).toBeUndefined()
})

test.each([
  ['on a line', (big: string) => `{"a": 1}\n{"b": "${big}"}\n{"a": 2}\n`],
  ['in a list', (big: string) => `[{"a": 1}, {"b": "${big}"}, {"a": 2}]`],
])('A record of 20 MB %s is held with its beginning, in little memory', async (_, text) => {
  const records = await read(text('x'.repeat(20_000_000)))
  expect(records.map(({ reason }) => reason?.code)).toEqual([undefined, 'file.row-too-large', undefined])
  expect(String(records[1]?.data.record).length).toBeLessThanOrEqual(1000)
  expect(records[2]?.data).toEqual({ a: 2 })
})

test('One list is read as a stream, whatever stands in its texts', async () => {
  const rows = [{ a: 'x],[{"' }, { a: '\\"' }, { a: ['[', { b: ']' }] }]
  for (const text of [JSON.stringify(rows), JSON.stringify(rows, null, 2)]) {
    expect((await inspectFile(await made(text))).kind).toBe('json')
    expect((await read(text)).map(({ data }) => data)).toEqual(rows)
  }
  const cut = await read('[{"a": 1}, {"a": 2')
  expect(cut.map(({ reason }) => reason?.code)).toEqual([undefined, 'file.line-unreadable'])
})

test('An object that holds one list of objects is that list; another is one record', async () => {
  const wrapped = JSON.stringify({ total: 2, ids: [1], results: [{ a: 1 }, { a: 2 }] }, null, 1)
  expect((await read(wrapped)).map(({ data }) => data)).toEqual([{ a: 1 }, { a: 2 }])
  expect((await read('{\n "a": 1,\n "b": [1]\n}')).map(({ data }) => data)).toEqual([{ a: 1, b: [1] }])
})

test('In other encodings, and in one line of many records', async () => {
  const lines = '{"a": "é"}\n{"a": "ü"}\n'
  expect((await read(Buffer.from(`\ufeff${lines}`, 'utf16le'))).map(({ data }) => data.a)).toEqual(['é', 'ü'])
  expect((await read(Buffer.from(`\ufeff${lines}`))).map(({ data }) => data.a)).toEqual(['é', 'ü'])
})

test.each([
  ['[]', 'file.no-rows'],
  ['[1, 2, 3]', 'file.not-records'],
  ['{"a": 1,\n "b": }', 'file.not-records'],
])('%s is refused by name', async (text, code) => {
  expect(await failureOf(inspectFile(await made(text)))).toMatchObject({ code })
})

test('Many lines are read, in batches', async () => {
  const path = await made(`${'{"a":1,"b":"text"}\n'.repeat(300_000)}`)
  let count = 0
  for await (const { records } of createFileSource(path).read({ taken: 0 }, 1000)) count += records.length
  expect(count).toBe(300_000)
})
