/** A run over all files that stand in a folder now, one after another. */
import { readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createFileSource, inspectFile } from '#adapters/files'
import { systemHash } from '#adapters/system'
import { Failure, readFolder, reasonOf, type Source, type SourceBatch, type Step, takesFile } from '#engine'
import type { RunInput } from './input.ts'

/** Throws Failures folder.missing, folder.unreadable and folder.empty. */
export function folderInput({ settings }: Step): RunInput {
  const asked = readFolder(settings)
  const files = filesIn(asked.folder, (name) => takesFile(asked, name))
  if (files.length === 0) throw new Failure('folder.empty', 'permanent', { folder: asked.folder })
  const fingerprint = systemHash.sha256(JSON.stringify(files))
  const name = files.length === 1 ? (files[0]?.name ?? '') : `${files.length} files of ${basename(asked.folder)}`
  return { name, fingerprint, source: sourceOf(files.map(({ path }) => path)) }
}

function filesIn(folder: string, wanted: (name: string) => boolean) {
  try {
    return readdirSync(folder)
      .filter(wanted)
      .sort()
      .map((name) => {
        const path = join(folder, name)
        const { size, mtimeMs } = statSync(path)
        return { name, path, size, mtimeMs }
      })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined) throw error
    if (code === 'ENOENT') throw new Failure('folder.missing', 'permanent', { folder }, { cause: error })
    throw new Failure('folder.unreadable', 'permanent', { folder, why: `the system says ${code}` }, { cause: error })
  }
}

/** A file that cannot be read stands as one held record, with the reason; the others go on. */
function sourceOf(paths: readonly string[]): Source {
  return {
    async *read(from, batchSize, signal) {
      let before = 0
      for (const path of paths) {
        if (signal?.aborted) return
        let count = 0
        for await (const { records } of batchesOf(path, batchSize)) {
          const fresh = records.slice(Math.max(0, from.taken - before - count))
          count += records.length
          if (fresh.length > 0) yield { records: fresh, position: { taken: before + count } }
        }
        before += count
      }
    },
  }
}

async function* batchesOf(path: string, batchSize: number): AsyncGenerator<Pick<SourceBatch, 'records'>> {
  const file = basename(path)
  let readable = false
  try {
    const source = createFileSource(path, await inspectFile(path))
    readable = true
    for await (const { records } of source.read({ taken: 0 }, batchSize)) {
      yield { records: records.map((record) => ({ ...record, label: `${file}, ${record.label}` })) }
    }
  } catch (error) {
    // One that changes while it is read would be read half: the run breaks off and is begun anew.
    if (readable || !(error instanceof Failure)) throw error
    yield { records: [{ label: file, data: { file }, reason: reasonOf(error) }] }
  }
}
