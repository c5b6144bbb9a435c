import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { Data } from '#engine'
import { as, failureReply, id, page } from './shapes.ts'

const base = oc.errors(failureReply)

/** A file that Sluice keeps a copy of, so that a run can always be taken up again. */
export interface KeptFile {
  file: string
  name: string
  /** What it is: `csv`, `xlsx`, `json-lines` or `json`; of a workbook, its sheets and the one that is read. */
  kind: string
  sheet?: string
  sheets?: string[]
  bytes: number
  columns: string[]
  encoding: string
  separator: string
  notes: { code: string; values: Record<string, unknown> }[]
}

const sheet = z.string().max(100).default('')

export const files = {
  /** A file is sent in pieces of at most 1 MiB (base64), in order. */
  begin: base.input(z.object({ name: z.string().min(1).max(255) })).output(z.object({ upload: z.string() })),
  append: base
    .input(z.object({ upload: id, piece: z.string().max(1_500_000) }))
    .output(z.object({ bytes: z.number() })),
  finish: base.input(z.object({ upload: id })).output(as<KeptFile>()),
  /** What is understood of a kept file; of a workbook, of that sheet (blank: its first). Fails with file.sheet-missing. */
  describe: base.input(z.object({ file: id, sheet })).output(as<KeptFile>()),
  rows: base
    .input(z.object({ file: id, sheet, ...page }))
    .output(as<{ columns: string[]; rows: { row: number; data: Data }[]; total: number }>()),
}
