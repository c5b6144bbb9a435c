/** What was written as CSV (RFC 4180) is read back the same, however it was written and wherever reading begins. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFileSource, inspectFile, type Separator } from './index.ts'
import { batchesOf, madeFolder } from './made-file.ts'

const WINDOWS: Record<string, number> = { '€': 0x80, Š: 0x8a, '“': 0x93, ÿ: 0xff }

const ENCODERS: Record<string, (text: string) => Buffer> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-8 with mark': (text) => Buffer.from(`\ufeff${text}`),
  'utf-16le': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'utf-16be': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'windows-1252': (text) => Buffer.from(Array.from(text, (char) => WINDOWS[char] ?? char.charCodeAt(0))),
}

const anything = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('\0', ''))
const awkward = fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r', ' ', 'a'), maxLength: 12 })
const western = fc.string({
  unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', ...Object.keys(WINDOWS)),
  maxLength: 12,
})

const table = fc
  .record({
    encoding: fc.constantFrom(...Object.keys(ENCODERS)),
    separator: fc.constantFrom<Separator>(',', ';', '\t', '|'),
    lineBreak: fc.constantFrom('\n', '\r\n', '\r'),
    lastBreak: fc.boolean(),
    quoteAll: fc.boolean(),
    width: fc.integer({ min: 1, max: 5 }),
  })
  .chain((how) => {
    const value = how.encoding === 'windows-1252' ? western : fc.oneof(anything, awkward)
    const row = fc.array(value, { minLength: how.width, maxLength: how.width })
    return fc.record({
      how: fc.constant(how),
      header: row,
      rows: fc.array(row, { minLength: 1, maxLength: 30 }),
      from: fc.nat({ max: 32 }),
      batchSize: fc.integer({ min: 1, max: 40 }),
    })
  })

type How = (typeof table extends fc.Arbitrary<infer T> ? T : never)['how']

function written(rows: string[][], { separator, lineBreak, lastBreak, quoteAll, width }: How): string {
  const cell = (text: string): string =>
    quoteAll || /[",;\t|\r\n]/.test(text) || (width === 1 && text === '') ? `"${text.replaceAll('"', '""')}"` : text
  return rows.map((row) => row.map(cell).join(separator)).join(lineBreak) + (lastBreak ? lineBreak : '')
}

test('Any table is read back as it was, from any position, in batches of any size', async () => {
  await using folder = await madeFolder()
  await fc.assert(
    fc.asyncProperty(table, async ({ how, header, rows, from, batchSize }) => {
      // Names of their own, and letters that no other encoding reads the same way.
      const columns = header.map((text, index) => `${index} éx ${text}`)
      const path = await folder.file('table.csv', ENCODERS[how.encoding]!(written([columns, ...rows], how)))
      const facts = await inspectFile(path)
      expect(facts.columns).toEqual(columns)
      expect(facts.encoding).toBe(how.encoding.replace(' with mark', ''))
      if (how.width > 1) expect(facts.separator).toBe(how.separator)
      expect(facts.sample.map((data) => columns.map((column) => data[column]))).toEqual(rows)

      const batches = await batchesOf(createFileSource(path, facts), from, batchSize)
      const records = batches.flatMap((batch) => batch.records)
      expect(records.map(({ data }) => columns.map((column) => data[column]))).toEqual(rows.slice(from))
      expect(records.map(({ label }) => label)).toEqual(rows.slice(from).map((_, index) => `row ${from + index + 1}`))
      expect(records.every(({ reason }) => reason === undefined)).toBe(true)
      expect(batches.slice(0, -1).every((batch) => batch.records.length === batchSize)).toBe(true)
      let taken = from
      for (const { position, records } of batches) {
        taken += records.length
        expect(position).toEqual({ taken })
      }
    }),
    { numRuns: 200 },
  )
})
