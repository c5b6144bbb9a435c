import { appendFile, utimes, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFileSource, inspectFile } from './index.ts'
import { batchesOf, failureOf, type MadeFolder, madeFolder, readAll } from './made-file.ts'

let folder: MadeFolder
beforeAll(async () => {
  folder = await madeFolder()
})
afterAll(() => folder[Symbol.asyncDispose]())

const readText = async (content: string | Uint8Array, limit?: number) =>
  readAll(createFileSource(await folder.file('read.csv', content), undefined, limit))

test('Rows come in batches of the asked size, labelled by their row, from any position on', async () => {
  const rows = Array.from({ length: 25 }, (_, index) => `${index + 1},x`).join('\n')
  const source = createFileSource(await folder.file('batches.csv', `n,x\n${rows}`))
  const batches = await batchesOf(source, 5, 8)
  expect(batches.map(({ records, position }) => [records.length, records[0]?.label, position.taken])).toEqual([
    [8, 'row 6', 13],
    [8, 'row 14', 21],
    [4, 'row 22', 25],
  ])
  expect(batches[0]?.records[0]).toEqual({ label: 'row 6', data: { n: '6', x: 'x' } })
  expect(await readAll(source, 25)).toEqual([])
  expect(await readAll(source, 99)).toEqual([])
})

test('Values are handed over as written: spaces, line breaks, quotation marks', async () => {
  const records = await readText('a,b\n  x , "y"\n"line 1\r\nline 2","say ""hi"""\n5" pipe,a "b" c\n"x"y,"q "r" s"\n')
  expect(records.map(({ data }) => [data.a, data.b])).toEqual([
    ['  x ', ' "y"'],
    ['line 1\r\nline 2', 'say "hi"'],
    ['5" pipe', 'a "b" c'],
    ['"x"y', '"q "r" s"'],
  ])
  expect(records.every(({ reason }) => reason === undefined)).toBe(true)
})

test('Every kind of line break ends a row, mixed ones too; blank lines are no rows', async () => {
  const records = await readText('\n\na,b\r\n1,2\n\n3,4\r5,6\r\n   \r\n,\n7,8')
  expect(records.map(({ label, data }) => [label, data.a, data.b])).toEqual([
    ['row 1', '1', '2'],
    ['row 2', '3', '4'],
    ['row 3', '5', '6'],
    ['row 4', '', ''],
    ['row 5', '7', '8'],
  ])
})

test('A row with too few or too many values is handed over with its reason and all it has', async () => {
  const records = await readText('a,b,Column 4\n1\n1,2,3\n1,2,3,4,5\n')
  expect(records).toEqual([
    {
      label: 'row 1',
      data: { a: '1', b: '', 'Column 4': '' },
      reason: {
        code: 'file.row-ragged',
        category: 'validation',
        values: { file: 'read.csv', row: 1, found: 1, expected: 3 },
      },
    },
    { label: 'row 2', data: { a: '1', b: '2', 'Column 4': '3' } },
    {
      label: 'row 3',
      data: { a: '1', b: '2', 'Column 4': '3', 'Column 4 (2)': '4', 'Column 5': '5' },
      reason: {
        code: 'file.row-ragged',
        category: 'validation',
        values: { file: 'read.csv', row: 3, found: 5, expected: 3 },
      },
    },
  ])
})

test('A quotation mark that never closes: the rows before are read, what follows is one held record', async () => {
  const tail = 'Bob,2\n'.repeat(400)
  const records = await readText(`a,b,c\n1,2,3\nx,"never ${tail}`)
  expect(records).toHaveLength(2)
  expect(records[0]).toEqual({ label: 'row 1', data: { a: '1', b: '2', c: '3' } })
  expect(records[1]).toEqual({
    label: 'row 2',
    data: { a: 'x', b: `never ${tail}`.slice(0, 1000), c: '' },
    reason: { code: 'file.quote-unclosed', category: 'validation', values: { file: 'read.csv', row: 2 } },
  })
})

test('A row above the limit is held with the beginnings of its values; the rows after it are read', async () => {
  for (const big of [`"${'x""\n,'.repeat(500)}"`, 'y'.repeat(5000)]) {
    const records = await readText(`a,b,c\n1,2,3\nk,${big},end\n4,5,6\n`, 2000)
    const value = String(records[1]?.data.b)
    expect(records.map(({ label }) => label)).toEqual(['row 1', 'row 2', 'row 3'])
    expect(records[1]).toMatchObject({ data: { a: 'k', c: 'end' }, reason: { code: 'file.row-too-large' } })
    expect(value).toHaveLength(1000)
    expect(big.replace(/^"|"$/g, '').replaceAll('""', '"').startsWith(value)).toBe(true)
    expect(records[2]).toEqual({ label: 'row 3', data: { a: '4', b: '5', c: '6' } })
  }
})

test('A value of 50 MB is held, cut, in little memory, and the rows after it are read', async () => {
  const path = await folder.file('huge.csv', `a,b,c\n1,2,3\nk,"${'long "" text\n'.repeat(4_200_000)}",end\n4,5,6\n`)
  const source = createFileSource(path)
  const before = process.memoryUsage().rss
  let most = before
  const records = []
  for await (const batch of source.read({ taken: 0 }, 1)) {
    records.push(...batch.records)
    most = Math.max(most, process.memoryUsage().rss)
  }
  expect(records.map(({ data }) => [data.a, data.c])).toEqual([
    ['1', '3'],
    ['k', 'end'],
    ['4', '6'],
  ])
  expect(records[1]?.data.b).toHaveLength(1000)
  expect(records[1]?.reason?.values).toEqual({
    file: 'huge.csv',
    row: 2,
    size: '54,600,008 characters',
    limit: '1,048,576 characters',
  })
  // Held as one text, the value alone would take more than this twice over.
  expect(most - before).toBeLessThan(50_000_000)
}, 60_000)

test('A file that changed since it was inspected is refused; the same bytes with a new time are not', async () => {
  const path = await folder.file('change.csv', 'a,b\n1,2\n')
  const facts = await inspectFile(path)
  await utimes(path, 1000, 1000)
  expect(await readAll(createFileSource(path, facts))).toHaveLength(1)
  await writeFile(path, 'a,b\n1,3\n')
  const refusal = { code: 'file.changed', category: 'permanent', file: 'change.csv' }
  expect(await failureOf(readAll(createFileSource(path, facts)))).toEqual(refusal)
  await writeFile(path, 'a,b\n1,2\n3,4\n')
  expect(await failureOf(readAll(createFileSource(path, facts)))).toEqual(refusal)
})

test('A file that is written to while it is read is refused before its end', async () => {
  const path = await folder.file('growing.csv', `a,b\n${'1,2\n'.repeat(20)}`)
  const seen: number[] = []
  const reading = (async () => {
    for await (const { position } of createFileSource(path).read({ taken: 0 }, 8)) {
      seen.push(position.taken)
      if (position.taken === 8) await appendFile(path, '3,4\n')
    }
  })()
  expect(await failureOf(reading)).toMatchObject({ code: 'file.changed' })
  expect(seen).toEqual([8, 16])
})

test('Touching a file while it is read, without changing it, does no harm', async () => {
  const path = await folder.file('touched.csv', `a,b\n${'1,2\n'.repeat(20)}`)
  let taken = 0
  for await (const { position } of createFileSource(path).read({ taken: 0 }, 8)) {
    taken = position.taken
    await utimes(path, 1000, 1000)
  }
  expect(taken).toBe(20)
})

test('Reading resumes before, at and after a row that was cut', async () => {
  const path = await folder.file('cut.csv', `a,b\n1,2\nk,${'y'.repeat(5000)}\n3,4\n`)
  const source = createFileSource(path, undefined, 2000)
  for (const taken of [0, 1, 2]) {
    const labels = (await readAll(source, taken, 1)).map(({ label, reason }) => [label, reason?.code])
    expect(labels).toEqual(
      [
        ['row 1', undefined],
        ['row 2', 'file.row-too-large'],
        ['row 3', undefined],
      ].slice(taken),
    )
  }
})

test('What is wrong with a file as a whole is told when reading begins', async () => {
  expect(await failureOf(readText(''))).toMatchObject({ code: 'file.empty' })
  expect(await failureOf(readText('a,b\n'))).toMatchObject({ code: 'file.no-rows' })
  expect(await failureOf(readText('%PDF-1.7'))).toMatchObject({ code: 'file.not-csv' })
})

test('Reading can be ended early and begun again', async () => {
  const source = createFileSource(await folder.file('early.csv', `a,b\n${'1,2\n'.repeat(1000)}`))
  for (let round = 0; round < 3; round++) {
    for await (const { records } of source.read({ taken: 0 }, 10)) {
      expect(records).toHaveLength(10)
      break
    }
  }
})
