// What each kind of object says of itself.
import type { Body } from '../kit/documents.ts'
import type { Desk } from '../kit/system.ts'
import type { Shape } from './parameters.ts'

export interface Kind {
  /** As in the path: `customers`. */
  readonly name: string
  /** As in messages: `customer`. */
  readonly object: string
  /** Begins every id. */
  readonly prefix: string
  /** As in permissions: `rak_customer_read`. */
  readonly permission: string
  /** Members of an object that lists can be narrowed to. */
  readonly filters: readonly string[]
  /** Members that searches know; none: it cannot be searched. */
  readonly searched: readonly string[]
  readonly creating: Shape
  readonly changing: Shape
  /** The body of a new one, without its id. @throws Refused */
  create(given: Record<string, unknown>, desk: Desk): Body
  /** What changes. @throws Refused */
  change(before: Body, given: Record<string, unknown>, desk: Desk): Body
  /** @throws Refused when it may not be deleted. */
  mayDelete?(before: Body): void
  /** What business knows it by, for counting effects. */
  businessKey(id: string, body: Body): string
}

/** Seconds since 1970, as Stripe tells all times. */
export const seconds = (ms: number) => Math.floor(ms / 1000)
