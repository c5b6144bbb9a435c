import { Failure, type Source, type SourceBatch, type SourcePosition, type SourceRecord } from '#engine'
import { decode } from './encoding.ts'
import type { FileFacts } from './facts.ts'
import { inspectFile } from './inspect-file.ts'
import { jsonRecordsOf } from './json-records.ts'
import { CHUNK, chunksOf, fingerprintOf, type OpenFile, openFile, stateOf } from './open-file.ts'
import { recordOf } from './record.ts'
import { LIMIT, rowsOf } from './rows.ts'
import { readSheet } from './workbook.ts'

/**
 * The rows of a file as records, read as a stream (a workbook: as a whole). Labels are `row N`: row 1 is the first row below the
 * header, or the first record where there is none, and blank lines do not count. A position's `taken` is the number of rows handed over; reading on from there passes over the rows
 * before it. Values of tables and sheets are texts as written. Rows that are not as they should be carry a `reason` and all they have.
 * `facts` are those of `inspectFile`; without them the file is inspected when reading begins. `limit` is the most
 * characters that one row may have.
 * Reading throws what `inspectFile` and opening throw, and Failure file.changed when the file is not the inspected one.
 */
export function createFileSource(path: string, facts?: FileFacts, limit = LIMIT): Source {
  return { read: (from, batchSize) => read(path, facts, limit, from, batchSize) }
}

async function* read(
  path: string,
  known: FileFacts | undefined,
  limit: number,
  from: SourcePosition,
  batchSize: number,
): AsyncGenerator<SourceBatch> {
  const facts = known ?? (await inspectFile(path))
  const file = await openFile(path)
  try {
    await demandUnchanged(file, facts)
    let number = 0
    let records: SourceRecord[] = []
    for await (const group of recordsOf(path, file, facts, limit)) {
      for (const record of group) {
        number++
        if (number <= from.taken) continue
        records.push(record)
        if (records.length < batchSize) continue
        yield { records, position: { taken: number } }
        records = []
      }
    }
    // Again: what was read may have been written meanwhile.
    await demandUnchanged(file, facts)
    if (records.length > 0) yield { records, position: { taken: number } }
  } finally {
    await file.handle.close()
  }
}

/** All records of the file from the first on, in groups as they are read. */
function recordsOf(path: string, file: OpenFile, facts: FileFacts, limit: number): AsyncIterable<SourceRecord[]> {
  const { kind = 'csv', encoding } = facts
  if (kind === 'csv') return rowRecords(file, facts, limit)
  if (kind === 'xlsx') return sheetRecords(path, facts, limit)
  return jsonRecordsOf({ ...file, name: facts.name }, kind, encoding, limit)
}

async function* rowRecords(file: OpenFile, facts: FileFacts, limit: number): AsyncGenerator<SourceRecord[]> {
  const { name, columns, encoding, separator } = facts
  const texts = decode(chunksOf(file, Math.min(CHUNK, limit)), encoding)
  let number = -1 // The header is row 0.
  for await (const rows of rowsOf(texts, separator, limit)) {
    const records: SourceRecord[] = []
    for (const row of rows) if (++number > 0) records.push(recordOf(row, number, { name, columns, limit }))
    yield records
  }
}

async function* sheetRecords(path: string, facts: FileFacts, limit: number): AsyncGenerator<SourceRecord[]> {
  const { name, columns, bytes, sheet } = facts
  const { rows } = await readSheet(path, bytes, sheet)
  yield rows.slice(1).map((values, index) => recordOf({ values }, index + 1, { name, columns, limit }))
}

/** Same size and time: the same file. Another time alone may come from copying it, so then its bytes decide. */
async function demandUnchanged(file: OpenFile, facts: FileFacts): Promise<void> {
  const { bytes, modified } = await stateOf(file.handle)
  const same =
    bytes === facts.bytes && (modified === facts.modified || (await fingerprintOf(file)) === facts.fingerprint)
  if (!same) throw new Failure('file.changed', 'permanent', { file: facts.name })
}
