/** Cuts a stream of text at the ends of records, so that the CSV parser always gets whole ones of bounded size. */
import { RecordCutter } from './record-cutter.ts'
import { RecordEnds } from './record-ends.ts'
import type { Separator } from './separator.ts'

/** Whole records as written; or one that cannot be had whole, with the beginnings of its values. */
export type Piece = { text: string } | CutRecord

export interface CutRecord {
  values: string[]
  /** Values that the record has. */
  found: number
  /** Characters of the record as written. */
  size: number
  /** A quotation mark in it is never closed: it reaches to the end of the file. */
  open: boolean
}

/** `limit` is the most characters that one record may have. Each text should not be longer than that. */
export async function* splitRecords(
  texts: AsyncIterable<string>,
  separator: Separator,
  limit: number,
): AsyncGenerator<Piece> {
  let rest = ''
  let ends = new RecordEnds(separator)
  let cutter: RecordCutter | undefined

  for await (const text of texts) {
    rest += text
    if (cutter === undefined) {
      ends.scan(rest, false)
      if (ends.first > limit || (ends.first === 0 && rest.length > limit)) cutter = new RecordCutter(separator)
    }
    if (cutter !== undefined) {
      const end = cutter.take(rest)
      rest = end < 0 ? '' : rest.slice(end)
      if (end < 0) continue
      yield cutRecord(cutter)
      cutter = undefined
      ends = new RecordEnds(separator)
      ends.scan(rest, false)
    }
    if (ends.last > 0) {
      const whole = rest.slice(0, ends.last)
      rest = rest.slice(ends.last)
      ends.drop(whole.length)
      yield { text: whole }
    }
  }

  if (cutter === undefined) {
    ends.scan(rest, true)
    if (rest !== '' && !ends.quoted) yield { text: rest }
    if (!ends.quoted) return
    cutter = new RecordCutter(separator)
    cutter.take(rest)
  }
  yield cutRecord(cutter)
}

function cutRecord(cutter: RecordCutter): CutRecord {
  const { values, open } = cutter.finish()
  return { values, open, found: cutter.found, size: cutter.size }
}
