import type { Body } from '../kit/documents.ts'
import type { Desk } from '../kit/system.ts'

/** One kind of element: how a new one, or a change of one, is checked and kept. */
export interface Kind {
  /** As in paths and answers: `Contacts`. */
  readonly name: string
  /** Its id: `ContactID`. */
  readonly id: string
  readonly permission: 'accounting.contacts' | 'accounting.transactions'
  /** The one that an element without an id means: POST changes it, PUT refuses it. */
  meant?(given: Body, desk: Desk): string | undefined
  /** What is wrong with the element as it would be. `before`: undefined for a new one. */
  problems(whole: Body, before: Body | undefined, desk: Desk, id: string | undefined): string[]
  /** As it is kept. */
  keep(given: Body, before: Body | undefined, desk: Desk): Body
  /** As it is answered, without its id and moment of change. */
  show(body: Body, desk: Desk): Record<string, unknown>
  businessKey(id: string, body: Body): string
}

export const texts = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Days as they may be given, and as they are kept: `2026-11-22`. Undefined for what is none. */
export function dayOf(value: unknown): string | undefined {
  const ms = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/.exec(texts(value))?.[1]
  if (ms !== undefined) return new Date(Number(ms)).toISOString().slice(0, 10)
  const day = /^(\d{4}-\d\d-\d\d)(?:T[\d:.]+Z?)?$/.exec(texts(value))?.[1]
  return day !== undefined && !Number.isNaN(Date.parse(day)) ? day : undefined
}
