/** The rows of the file that the open flow reads, a page at a time, and the one that is looked at. */
import { create } from 'zustand'
import type { Data, Flow, Json, Reason } from '#engine'
import { asReason, studio } from '../client/index.ts'

export interface SampleFile {
  file: string
  name: string
  columns: string[]
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
    if (get().file?.file === file?.file) return
    asked.clear()
    set({ ...EMPTY, file, columns: file?.columns ?? [] })
    if (file) await get().need(1, PAGE)
  },

  async need(from, to) {
    const file = get().file
    if (!file) return
    await Promise.all(pagesOf(from, to).map((page) => readPage(file.file, page)))
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

async function readPage(file: string, page: number): Promise<void> {
  const mark = `${file} ${page}`
  if (asked.has(mark)) return
  asked.add(mark)
  try {
    const read = await studio().files.rows({ file, offset: page * PAGE, limit: PAGE })
    const before = useSample.getState()
    if (before.file?.file !== file) return
    const rows = new Map(before.rows)
    for (const row of read.rows) rows.set(row.row, row)
    useSample.setState({ columns: read.columns, total: read.total, rows })
  } catch (error) {
    asked.delete(mark)
    if (useSample.getState().file?.file === file) useSample.setState({ error: asReason(error) })
  }
}

/** The file that a flow reads, from the settings of its steps. */
export function fileOf(flow: Flow | undefined): SampleFile | undefined {
  for (const step of Object.values(flow?.steps ?? {})) {
    for (const value of Object.values(step.settings)) {
      const file = asFile(value)
      if (file) return file
    }
  }
  return undefined
}

/** A file setting as the form and the studio write it; undefined for anything else. */
export function asFile(value: Json | undefined): SampleFile | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { file, name, columns } = value
  if (typeof file !== 'string' || typeof name !== 'string') return undefined
  const names = Array.isArray(columns) ? columns.filter((c): c is string => typeof c === 'string') : []
  return { file, name, columns: names }
}
