/** Rows of one page. */
export const PAGE_SIZE = 200

/** Numbers of the pages, from 0, that hold the rows `from` to `to`, both from 0. */
export function pagesBetween(from: number, to: number): number[] {
  const first = Math.floor(Math.max(0, from) / PAGE_SIZE)
  const last = Math.floor(Math.max(0, from, to) / PAGE_SIZE)
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

export const missingPages = (pages: readonly number[], asked: ReadonlySet<number>): number[] =>
  pages.filter((page) => !asked.has(page))
