import type { Body, Document } from '../kit/documents.ts'
import type { Desk } from '../kit/system.ts'
import { invalid } from './answers.ts'

export interface Kind {
  /** `Customer`; in paths in small letters. */
  readonly name: string
  /** Transactions are deleted; names are made inactive. */
  readonly deletes: boolean
  /** Members it may have, beside Id, SyncToken, sparse, domain and MetaData. */
  readonly members: readonly string[]
  /** @throws Refused */
  check(whole: Body, id: string | undefined, desk: Desk): void
  /** What the system works out. */
  keep(whole: Body, desk: Desk): Body
  show?(document: Document, desk: Desk): Record<string, unknown>
  businessKey(id: string, body: Body): string
}

/** The value of a reference such as `CustomerRef`. */
export const refOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'value' in value ? String(value.value) : ''

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

export function checkLengths(whole: Body, lengths: Readonly<Record<string, number>>): void {
  for (const [name, most] of Object.entries(lengths)) {
    const value = whole[name]
    if (value !== undefined && value !== null && typeof value !== 'string') throw invalid(name, 'is no text')
    if (textOf(value).length > most) throw invalid(name, `is longer than ${most} characters`)
  }
}

export function checkDay(whole: Body, name: string): void {
  const value = whole[name]
  if (value === undefined || value === null || value === '') return
  if (!/^\d{4}-\d\d-\d\d$/.test(String(value)) || Number.isNaN(Date.parse(String(value)))) {
    throw invalid(name, `has a date that cannot be read: ${String(value)}`)
  }
}
