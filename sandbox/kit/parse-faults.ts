import { amount, flag, group, listOf, oneOf, type Reader, readFaults, share, text } from '../faults/read.ts'
import type { SystemFaults } from './faults.ts'

const readers: Readonly<Record<keyof SystemFaults, Reader>> = {
  latency: group([], { beforeMs: amount, afterMs: amount, writesOnly: flag }),
  outage: oneOf('refuse', 'hang-up'),
  unavailable: amount,
  cutBefore: amount,
  lostAnswers: amount,
  storm: group(['answers'], { answers: amount, waitMs: amount }),
  token: oneOf('expired', 'revoked', 'unknown'),
  withoutPermissions: listOf(text),
  renamed: listOf(group(['kind', 'from', 'to'], { kind: text, from: text, to: text })),
  required: listOf(group(['kind', 'field'], { kind: text, field: text })),
  mixedDates: flag,
  partial: amount,
  serverErrors: group(['probability'], { probability: share, seed: amount, when: oneOf('before', 'after') }),
  searchLagMs: amount,
  webhooks: group([], { twice: flag, lateMs: amount, outOfOrder: flag, lost: amount }),
}

/** Reads the faults of a system from JSON. @throws FaultsRefused */
export function parseSystemFaults(input: unknown): SystemFaults {
  return readFaults(input, readers)
}
