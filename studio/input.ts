/** Where the records of a run come from: the file that the start names, one given instead, or a webhook's sample events. */
import { createFileSource } from '#adapters/files'
import { systemHash } from '#adapters/system'
import { type Data, Failure, type Flow, type Source, type SourceRecord } from '#engine'
import type { Context } from './context.ts'
import { type Kept, keptFile } from './files.ts'

export interface RunInput {
  name: string
  fingerprint: string
  file?: string
  source: Source
}

/** Throws Failures run.no-input, flow.no-source, and those of reading files. */
export function inputOf(context: Context, flow: Flow, instead?: Kept): RunInput {
  const start = Object.values(flow.steps).find((step) => step.kind === 'read-file' || step.kind === 'webhook')
  if (!start) throw new Failure('flow.no-source', 'permanent')
  if (start.kind === 'webhook') return samplesOf(start.title, start.settings.samples)
  const chosen = start.settings.file as { file?: string } | null | undefined
  const kept = instead ?? (chosen?.file ? keptFile(context, chosen.file) : undefined)
  if (!kept) throw new Failure('run.no-input', 'permanent', { step: start.title })
  const { facts, id, path } = kept
  return { name: facts.name, fingerprint: facts.fingerprint, file: id, source: createFileSource(path, facts) }
}

function samplesOf(step: string, samples: unknown): RunInput {
  if (!Array.isArray(samples) || samples.length === 0) throw new Failure('run.no-input', 'permanent', { step })
  const records = samples.map((sample, index): SourceRecord => ({ label: `sample ${index + 1}`, data: toData(sample) }))
  const source: Source = {
    async *read({ taken }) {
      if (taken < records.length) yield { records: records.slice(taken), position: { taken: records.length } }
    },
  }
  return { name: `${records.length} samples`, fingerprint: systemHash.sha256(JSON.stringify(samples)), source }
}

function toData(sample: unknown): Data {
  const data: Data = Object.create(null)
  if (sample !== null && typeof sample === 'object') Object.assign(data, sample)
  return data
}
