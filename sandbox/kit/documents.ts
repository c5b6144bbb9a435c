/** What one practice system holds, as JSON documents, kept in the practice store. */
export interface Documents {
  /** Gives it the next number as its id unless one is named. Throws when that id is taken. */
  insert(kind: string, body: Body, options?: { readonly id?: string }): Document
  /** Undefined for what is not there or was removed. */
  get(kind: string, id: string): Document | undefined
  /** The living ones with this text at the dotted path, oldest first; compared exactly. In lists any element counts, or the one whose position is named. Every path that was looked at is indexed. */
  findBy(kind: string, path: string, value: string): Document[]
  /** The living ones that match, in the order they were made. */
  all(kind: string, matches?: (document: Document) => boolean): Document[]
  /** The living ones after that one in the order they were made (undefined: from the first). */
  page(kind: string, after: string | undefined, limit: number): Document[]
  /** Replaces the whole body. */
  update(kind: string, id: string, body: Body): Document
  remove(kind: string, id: string): void
  count(kind: string): number
  /**
   * What a write did under a business key, for proofs: call it once for each accepted write, with what changed in truth. It is what
   * "0 doubled" is counted by.
   */
  effect(kind: string, key: string, did: 'created' | 'changed' | 'unchanged' | 'removed'): void
  /** An answer that is remembered under an idempotency key, with whatever is needed to compare; undefined when it is over. */
  remembered(scope: string, key: string): unknown
  remember(scope: string, key: string, value: unknown, lastsMs: number): void
  /** A number that was never given out before, from 1. */
  next(counter: string): number
}

export type Body = Readonly<Record<string, unknown>>

export interface Document {
  readonly kind: string
  readonly id: string
  readonly body: Body
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly updatedAt: number
}
