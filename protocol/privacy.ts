import { oc } from '@orpc/contract'
import * as z from 'zod'
import { as, failureReply } from './shapes.ts'

const base = oc.errors(failureReply)

/** What may be added to a question about records: their values as they are. Secrets stay masked. */
export const reveal = { reveal: z.boolean().optional() }

/** Present where personal values are masked: a sentence that says so, and how to see them. */
export interface Masked {
  masked?: string
}

const person = {
  /** An e-mail address or phone number, found wherever it stands; or a whole name or number in a personal field. */
  value: z.string().trim().min(1).max(500),
  /** Looks only into fields of this name. */
  field: z.string().max(200).optional(),
}

/** What was found of a person, or erased. */
export interface ErasureReport {
  preview: boolean
  /** Rows by place, such as `records`, `writes`, `samples`, `versions`, `keys`. */
  counts: Record<string, number>
  /** Records that are held or wait: they are discarded only when that is asked for. */
  open: { flow: string; label: string }[]
  /** Settings that name the person and are no samples, as `flow: step`. They stay. */
  settings: string[]
  /** Kept files with the person in them; `removed`: they are gone. */
  files: { file: string; name: string; removed: boolean }[]
  /** Events of a server's queue: those that are no records yet, and those that are. */
  queue: { waiting: number; taken: number; bundles: string[] }
  /** What was written elsewhere and has to be erased there. */
  targets: { mode: 'practice' | 'live'; connection: string; object: string; targetId: string | null }[]
}

export const privacy = {
  /** Looks and changes nothing. Fails with privacy.too-short. */
  preview: base.input(z.object(person)).output(as<ErasureReport>()),
  /** Fails with privacy.too-short, privacy.still-open, privacy.running and privacy.queued; then nothing is erased. */
  erase: base
    .input(
      z.object({
        ...person,
        by: z.string().trim().min(1).max(200),
        /** Discards records that are held or wait. */
        settle: z.boolean().default(false),
        /** Removes kept files with the person in them. */
        files: z.boolean().default(false),
      }),
    )
    .output(as<ErasureReport>()),
}
