/** The sample of the open flow: rows of the file that it reads, a page at a time, or the example events of its start. */
import { create } from 'zustand'
import { type Data, type Flow, type Json, type Reason, settingAt, stepKind } from '#engine'
import { asReason, studio } from '../client/index.ts'

export interface SampleFile {
  /** Id of the kept file; empty for events. */
  file: string
  /** Of the file, or of the step that takes the events. */
  name: string
  columns: string[]
  /** The sheet of a workbook; absent for its first. */
  sheet?: string
  /** Example events that the flow itself holds. */
  events?: readonly Data[]
}

export interface SampleRow {
  row: number
  data: Data
}

export interface SampleStore {
  file?: SampleFile | undefined
  columns: readonly string[]
  total: number
  /** Rows that were read, by number from 1. */
  rows: ReadonlyMap<number, SampleRow>
  /** The row whose values the forms show. */
  chosen: number
  error?: Reason | undefined
  /** Shows another file, or none. The same file again changes nothing. */
  show(file: SampleFile | undefined): Promise<void>
  /** Reads the pages that hold these rows, unless they are there. */
  need(from: number, to: number): Promise<void>
  choose(row: number): void
}

export const PAGE = 200

const EMPTY = { columns: [], total: 0, rows: new Map<number, SampleRow>(), chosen: 1, error: undefined }

/** Pages that were asked for, so that scrolling asks once. */
const asked = new Set<string>()

export const useSample = create<SampleStore>()((set, get) => ({
  ...EMPTY,

  async show(file) {
    const before = get().file
    if (before?.file === file?.file && before?.sheet === file?.sheet && before?.events === file?.events) return
    asked.clear()
    const events = file?.events ?? []
    const rows = new Map(events.map((data, i) => [i + 1, { row: i + 1, data }]))
    set({ ...EMPTY, file, columns: file?.columns ?? [], rows, total: events.length })
    if (file) await get().need(1, PAGE)
  },

  async need(from, to) {
    const file = get().file
    if (!file || file.events) return
    await Promise.all(pagesOf(from, to).map((page) => readPage(file, page)))
  },

  choose(row) {
    const { total } = get()
    const chosen = Math.max(1, Math.min(row, total || 1))
    set({ chosen })
    void get().need(chosen, chosen)
  },
}))

/** Numbers of the pages, from 0, that hold rows `from` to `to`, from 1. */
export function pagesOf(from: number, to: number): number[] {
  const first = Math.floor((Math.max(1, from) - 1) / PAGE)
  const last = Math.floor((Math.max(from, to) - 1) / PAGE)
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

async function readPage({ file, sheet = '' }: SampleFile, page: number): Promise<void> {
  const mark = `${file} ${sheet} ${page}`
  const isShown = (shown: SampleFile | undefined) => shown?.file === file && (shown.sheet ?? '') === sheet
  if (asked.has(mark)) return
  asked.add(mark)
  try {
    const read = await studio().files.rows({ file, sheet, offset: page * PAGE, limit: PAGE })
    const before = useSample.getState()
    if (!isShown(before.file)) return
    const rows = new Map(before.rows)
    for (const row of read.rows) rows.set(row.row, row)
    useSample.setState({ columns: read.columns, total: read.total, rows })
  } catch (error) {
    asked.delete(mark)
    if (isShown(useSample.getState().file)) useSample.setState({ error: asReason(error) })
  }
}

/** The setting that holds the sample: of the first step that reads a file or has example events. It stays the same object while it is not edited. */
export function sampleSetting(flow: Flow | undefined): Json | undefined {
  return found(flow)?.value
}

/** The sample of a flow, from the settings of its start. */
export function fileOf(flow: Flow | undefined): SampleFile | undefined {
  const place = found(flow)
  if (!place) return undefined
  const { value, title, columns } = place
  if (columns) return { file: '', name: title, columns, events: eventsOf(value) }
  const file = asFile(value)
  return file && place.sheet !== '' ? { ...file, sheet: place.sheet } : file
}

interface SamplePlace {
  value: Json
  title: string
  /** Of events; a file brings its own. */
  columns?: string[]
  /** Of a workbook; blank for its first. */
  sheet: string
}

function found(flow: Flow | undefined): SamplePlace | undefined {
  for (const { kind, title, settings } of Object.values(flow?.steps ?? {})) {
    for (const field of stepKind(kind)?.fields ?? []) {
      if (field.kind !== 'file' && field.kind !== 'samples') continue
      const value = settingAt(settings, field.key)
      if (field.kind === 'file' && value !== undefined && asFile(value))
        return { value, title, sheet: typeof settings.sheet === 'string' ? settings.sheet.trim() : '' }
      if (field.kind === 'samples' && Array.isArray(value) && value.length > 0)
        return { value, title, columns: columnsOf(value, settingAt(settings, field.fieldsKey)), sheet: '' }
    }
  }
  return undefined
}

const eventsOf = (value: Json): Data[] => (Array.isArray(value) ? value.filter(isData) : [])

const isData = (value: Json): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The fields that are named, then any that only the events have. */
function columnsOf(value: Json, named: Json | undefined): string[] {
  const names = Array.isArray(named) ? named.filter((name): name is string => typeof name === 'string') : []
  return [...new Set([...names, ...eventsOf(value).flatMap((event) => Object.keys(event))])]
}

/** A file setting as the form and the studio write it; undefined for anything else. */
export function asFile(value: Json | undefined): SampleFile | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { file, name, columns } = value
  if (typeof file !== 'string' || typeof name !== 'string') return undefined
  const names = Array.isArray(columns) ? columns.filter((c): c is string => typeof c === 'string') : []
  return { file, name, columns: names }
}
