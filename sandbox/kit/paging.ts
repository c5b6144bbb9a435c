/** Reading and answering pages, in the ways that most systems share. */

/** A whole number of a query, held between `least` and `most`; `usual` where it is absent or not a number. */
export function wholeNumber(query: URLSearchParams, name: string, usual: number, least: number, most: number): number {
  const value = query.get(name)
  const number = value === null || !/^-?\d+$/.test(value) ? usual : Number(value)
  return Math.min(most, Math.max(least, number))
}

export interface Slice<T> {
  readonly items: T[]
  readonly total: number
  /** True when something comes after these. */
  readonly more: boolean
}

/** From the position `offset`, so many. */
export function sliceAt<T>(all: readonly T[], offset: number, limit: number): Slice<T> {
  return { items: all.slice(offset, offset + limit), total: all.length, more: offset + limit < all.length }
}

/** Pages are numbered from 1. */
export function slicePage<T>(all: readonly T[], page: number, size: number): Slice<T> {
  return sliceAt(all, (page - 1) * size, size)
}

/** Those after the one with that id (undefined: from the first); nothing when there is no such one. */
export function sliceAfter<T extends { readonly id: string }>(
  all: readonly T[],
  after: string | undefined,
  limit: number,
): Slice<T> {
  const at = after === undefined ? -1 : all.findIndex(({ id }) => id === after)
  if (after !== undefined && at < 0) return { items: [], total: all.length, more: false }
  return sliceAt(all, at + 1, limit)
}

/** A place in a list as an opaque text, and back; undefined when it is none of ours. */
export const cursorFor = (place: string): string => Buffer.from(`at:${place}`, 'utf8').toString('base64url')

export function placeOf(cursor: string): string | undefined {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  return text.startsWith('at:') ? text.slice(3) : undefined
}
