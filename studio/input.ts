/** Where the records of a run come from: a file, sample events, the folder or the system that the start names, or this very moment. */
import { createFileSource, inspectFile } from '#adapters/files'
import { systemClock, systemHash } from '#adapters/system'
import {
  type Access,
  checkSchedule,
  type Data,
  Failure,
  type Flow,
  type Json,
  readSchedule,
  type Source,
  type SourceRecord,
  type Step,
  startOf,
  tickRecord,
} from '#engine'
import type { Context } from './context.ts'
import { type Kept, keptFile } from './files.ts'
import { folderInput } from './folder-input.ts'
import { pollInput } from './poll-input.ts'

export interface RunInput {
  name: string
  fingerprint: string
  file?: string
  source: Source
}

export interface InputOptions {
  /** A file instead of what the start names. */
  instead?: Kept | undefined
  /** Where a system is asked that the start looks into; its practice system otherwise. */
  access?: Readonly<Record<string, Access>>
}

/** Throws Failures run.no-input, flow.no-source, folder.*, schedule.*, poll.no-list, and those of reading files. */
export function inputOf(context: Context, flow: Flow, { instead, access }: InputOptions = {}): RunInput {
  const start = startOf(flow)
  if (!start) throw new Failure('flow.no-source', 'permanent')
  const { step, source } = start
  switch (source) {
    case 'file':
      return fileInput(context, step, instead)
    case 'folder':
      return instead ? keptInput(instead) : folderInput(step)
    case 'poll':
      return pollInput(context, flow, step, access)
    case 'schedule':
      return tickInput(flow, step)
    default:
      return samplesOf(step.title, step.settings.samples)
  }
}

function fileInput(context: Context, step: Step, instead: Kept | undefined): RunInput {
  const chosen = step.settings.file as { file?: string } | null | undefined
  const kept = instead ?? (chosen?.file ? keptFile(context, chosen.file) : undefined)
  if (!kept) throw new Failure('run.no-input', 'permanent', { step: step.title })
  const { sheet } = step.settings
  return keptInput(kept, typeof sheet === 'string' ? sheet : '')
}

/** Another sheet of a workbook is another input. */
export function keptInput({ facts, id, path }: Kept, sheet = ''): RunInput {
  const input = { name: facts.name, fingerprint: facts.fingerprint, file: id }
  const asked = sheet.trim().toLowerCase()
  if (facts.kind !== 'xlsx' || asked === '' || asked === facts.sheet?.trim().toLowerCase()) {
    return { ...input, source: createFileSource(path, facts) }
  }
  const source: Source = {
    async *read(from, batchSize) {
      const found = { ...(await inspectFile(path, { sheet })), name: facts.name }
      yield* createFileSource(path, found).read(from, batchSize)
    },
  }
  return { ...input, fingerprint: systemHash.sha256(`${facts.fingerprint} ${asked}`), source }
}

/** In practice a schedule starts now. */
function tickInput({ settings: { timeZone } }: Flow, step: Step): RunInput {
  const { cron } = readSchedule(step.settings)
  checkSchedule({ cron, timeZone })
  const minute = Math.floor(systemClock.now() / 60_000) * 60_000
  return recordsInput('This moment', `tick ${minute}`, [{ label: 'now', data: tickRecord(minute, timeZone) }])
}

function samplesOf(step: string, samples: Json | undefined): RunInput {
  if (!Array.isArray(samples) || samples.length === 0) throw new Failure('run.no-input', 'permanent', { step })
  const records = samples.map((sample, index): SourceRecord => ({ label: `sample ${index + 1}`, data: toData(sample) }))
  return recordsInput(`${records.length} samples`, systemHash.sha256(JSON.stringify(samples)), records)
}

export function recordsInput(name: string, fingerprint: string, records: readonly SourceRecord[]): RunInput {
  const source: Source = {
    async *read({ taken }) {
      if (taken < records.length) yield { records: records.slice(taken), position: { taken: records.length } }
    },
  }
  return { name, fingerprint, source }
}

function toData(sample: unknown): Data {
  const data: Data = Object.create(null)
  if (sample !== null && typeof sample === 'object') Object.assign(data, sample)
  return data
}
