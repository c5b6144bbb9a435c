/** Cutting text at the ends of records must agree with the CSV parser on every text, well-formed or not. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRows } from './parse-rows.ts'
import { RecordCutter } from './record-cutter.ts'
import { type Row, rowsOf } from './rows.ts'
import type { Separator } from './separator.ts'

async function* inChunks(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

async function rows(text: string, size: number, limit: number, separator: Separator = ','): Promise<Row[]> {
  const read: Row[] = []
  for await (const group of rowsOf(inChunks(text, size), separator, limit)) read.push(...group)
  return read
}

const texts = fc.string({ unit: fc.constantFrom('"', '"', ',', ';', '\n', '\r', ' ', 'a', 'é', '😀'), maxLength: 60 })
/** A mark at the end closes what is open, so that the parser takes the text. */
const closed = texts.filter((text) => {
  try {
    parseRows(text, ',')
    return true
  } catch {
    return false
  }
})

test('Texts in chunks give the rows that the whole text gives', async () => {
  await fc.assert(
    fc.asyncProperty(closed, fc.integer({ min: 1, max: 70 }), async (text, size) => {
      const whole = parseRows(text, ',').filter((values) => values.length > 1 || values[0]?.trim() !== '')
      const read = await rows(text, size, 1000)
      expect(read.every(({ cut }) => cut === undefined)).toBe(true)
      expect(
        read.map(({ values }) => values).filter((values) => values.length > 1 || values[0]?.trim() !== ''),
      ).toEqual(whole)
    }),
    { numRuns: 1000 },
  )
})

test('A record that is read character by character has the values that the parser gives it', async () => {
  await fc.assert(
    fc.property(closed, (text) => {
      const [first] = parseRows(text, ',')
      const body = text.replace(/^[\r\n]+/, '')
      fc.pre(first !== undefined && body !== '')
      const cutter = new RecordCutter(',')
      cutter.take(body)
      expect(cutter.finish()).toEqual({ values: first, open: false })
    }),
    { numRuns: 1000 },
  )
})

test('With any limit, chunk size and text, rows keep their number and small ones their values', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 5, max: 30 }), async (text, limit) => {
      const all = await rows(text, 1000, 1000)
      const limited = await rows(text, limit, limit)
      expect(limited.map(({ values }) => values)).toEqual(all.map(({ values }) => values))
      for (const { cut } of limited) if (cut && !cut.open) expect(cut.size).toBeGreaterThan(limit - 1)
    }),
    { numRuns: 1000 },
  )
})

test('A record of very many values is held with the first 10,000', async () => {
  const [, big, next] = await rows(`a,b\n${','.repeat(50_000)}\n1,2\n`, 4096, 4096)
  expect(big?.values).toHaveLength(10_000)
  expect(big?.cut).toMatchObject({ found: 50_001, size: 50_000, open: false })
  expect(next?.values).toEqual(['1', '2'])
})

test('Half a character is never kept', async () => {
  const [big] = await rows(`${'a'.repeat(999)}😀${'b'.repeat(5000)},x\n`, 1024, 2048)
  expect(big?.values).toEqual(['a'.repeat(999), 'x'])
})
