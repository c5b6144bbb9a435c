import * as z from 'zod'
import type { StepKind } from './declare.ts'
import { durationMs, durationWords } from './duration.ts'
import { fieldNames, type Settings, text } from './settings.ts'

const EVERY = { min: 5, max: 86_400 }

const settingsSchema = z.object({
  folder: text,
  format: z.enum(['any', 'csv', 'xlsx', 'jsonl']).catch('any'),
  names: text,
  fields: fieldNames,
})

/** The folder, which files of it are taken (`names` blank: all of the format), and milliseconds between two looks. */
export const readFolder = (settings: Settings): z.infer<typeof settingsSchema> & { every: number } => ({
  ...settingsSchema.parse(settings),
  every: durationMs(settings.every, EVERY, { amount: 30, unit: 'seconds' }),
})

const ENDINGS = { any: ['csv', 'xlsx', 'jsonl', 'ndjson'], csv: ['csv'], xlsx: ['xlsx'], jsonl: ['jsonl', 'ndjson'] }

/** Whether a file of that name is taken: its ending, and its name against `names`, where `*` stands for any text. */
export function takesFile({ format, names }: { format: keyof typeof ENDINGS; names: string }, name: string): boolean {
  const lower = name.toLowerCase()
  if (name.startsWith('.') || name.startsWith('~$')) return false
  if (!ENDINGS[format].some((ending) => lower.endsWith(`.${ending}`))) return false
  return names.trim() === '' || matchesStars(lower, names.trim().toLowerCase())
}

/** Looks for the parts between the stars one after another, so that no pattern takes long. */
function matchesStars(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop()
  if (last === undefined) return name === first
  if (!name.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return name.length - last.length >= at && name.endsWith(last)
}

/** Settings `{folder, format: 'any' | 'csv' | 'xlsx' | 'jsonl', names, fields, every}`. Each row of each new file is one record. */
export const folder: StepKind = {
  kind: 'folder',
  version: 1,
  group: 'start',
  source: 'folder',
  title: 'Watch a folder',
  about: 'Reads every file that is put into a folder: each row becomes one record.',
  synonyms: ['directory', 'drop', 'files', 'csv', 'excel', 'xlsx', 'jsonl', 'import', 'watch', 'export'],
  icon: 'folder',
  ports: ['main'],
  fields: [
    {
      kind: 'folder',
      key: 'folder',
      label: 'Folder',
      help: 'Files stay where they are. Each is read once, when it is no longer growing.',
      required: true,
    },
    {
      kind: 'choice',
      key: 'format',
      label: 'Files',
      choices: [
        { value: 'any', label: 'CSV, Excel and JSON Lines' },
        { value: 'csv', label: 'CSV' },
        { value: 'xlsx', label: 'Excel' },
        { value: 'jsonl', label: 'JSON Lines' },
      ],
    },
    {
      kind: 'text',
      key: 'names',
      label: 'Only names like',
      help: 'A star stands for any text: orders-*.csv. Blank: all names.',
      placeholder: 'orders-*.csv',
      maxLength: 200,
      mono: true,
    },
    {
      kind: 'record-fields',
      key: 'fields',
      label: 'Columns of a file',
      help: 'The names in its first row. Others pass as well.',
    },
    { kind: 'duration', key: 'every', label: 'Look every', ...EVERY, required: true },
  ],
  defaults: () => ({ folder: '', format: 'any', names: '', fields: [], every: { amount: 30, unit: 'seconds' } }),
  summary(settings) {
    const { folder: path, names } = readFolder(settings)
    if (path === '') return 'No folder chosen yet'
    const name = path.split(/[/\\]/).findLast((part) => part !== '') ?? path
    const which = names.trim() === '' ? '' : `, ${names.trim()}`
    return `${name}${which}, every ${durationWords(settings, 'every') ?? '30 seconds'}`
  },
  leaving(settings) {
    const { fields } = readFolder(settings)
    return fields.length > 0 ? fields : undefined
  },
  check: () => [],
  plan: () => ({ role: 'source', source: 'folder' }),
}
