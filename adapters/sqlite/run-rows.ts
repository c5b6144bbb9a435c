/** Rows of a run's journal as the engine knows them. */
import type { Data, Decision, OpenRecord, Reason } from '#engine'

export type OpenRow = Omit<OpenRecord, 'unreadable' | 'at' | 'root' | 'family'> & {
  unreadableText: string | null
  at: string | null
  root: number | null
  family: number | null
}

export function openOf({ unreadableText, at, root, family, ...rest }: OpenRow): OpenRecord {
  const record: OpenRecord = rest
  if (unreadableText !== null) record.unreadable = JSON.parse(unreadableText) as Reason
  if (at !== null) record.at = at
  if (root !== null) record.root = root
  if (family !== null) record.family = family
  return record
}

export interface DecisionRow {
  step: string
  port: Decision['port']
  data: string | null
  reason: string | null
}

export function decisionOf({ step, port, data, reason }: DecisionRow): Decision {
  const decision: Decision = { step, port }
  if (data !== null) decision.data = JSON.parse(data) as Data
  if (reason !== null) decision.reason = JSON.parse(reason) as Reason
  return decision
}
