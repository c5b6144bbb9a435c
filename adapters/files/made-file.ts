/** For tests: real files in a folder of their own, and reading sources to their end. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure, type Source, type SourceBatch, type SourceRecord } from '#engine'

export interface MadeFolder extends AsyncDisposable {
  path: string
  /** Writes a file and answers its path. */
  file(name: string, content: string | Uint8Array): Promise<string>
}

export async function madeFolder(): Promise<MadeFolder> {
  const path = await mkdtemp(join(tmpdir(), 'sluice-files-'))
  return {
    path,
    async file(name, content) {
      const at = join(path, name)
      await writeFile(at, content)
      return at
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  }
}

export async function batchesOf(source: Source, taken: number, batchSize: number): Promise<SourceBatch[]> {
  const batches: SourceBatch[] = []
  for await (const batch of source.read({ taken }, batchSize)) batches.push(batch)
  return batches
}

export async function readAll(source: Source, taken = 0, batchSize = 100): Promise<SourceRecord[]> {
  return (await batchesOf(source, taken, batchSize)).flatMap(({ records }) => records)
}

/** The code and values of the Failure that something ends with. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => new Error('It did not fail'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Failure)) throw error
  return { code: error.code, category: error.category, ...error.values }
}
