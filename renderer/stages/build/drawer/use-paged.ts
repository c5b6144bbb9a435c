/** A long list that the studio hands over in pages: what is looked at is read, and read again when it may have changed. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Reason } from '#engine'
import { asReason } from '../../../client/index.ts'
import { missingPages, PAGE_SIZE, pagesBetween } from './pages.ts'

export interface Page<T> {
  total: number
  items: readonly T[]
}

export type ReadPage<T> = (offset: number, limit: number) => Promise<Page<T>>

export interface Paged<T> {
  total: number
  at(index: number): T | undefined
  /** Tells which rows are in view. */
  see(from: number, to: number): void
  /** True until the first page is there. */
  loading: boolean
  error: Reason | undefined
}

interface Known<T> {
  read: ReadPage<T> | undefined
  total: number
  pages: ReadonlyMap<number, readonly T[]>
  error: Reason | undefined
}

/** Milliseconds between two readings of what is in view while a run goes on. */
const EVERY = 700

/** Another `read` begins a new list; another `version` reads the pages in view again and keeps the old ones until then. */
export function usePaged<T>(read: ReadPage<T> | undefined, version: string | number): Paged<T> {
  const [known, setKnown] = useState<Known<T>>({ read, total: 0, pages: new Map(), error: undefined })
  const seen = useRef<readonly number[]>([0])
  const asked = useRef(new Set<number>())
  const current = useRef(read)
  current.current = read

  const load = useCallback(async (from: ReadPage<T>, page: number) => {
    asked.current.add(page)
    try {
      const { total, items } = await from(page * PAGE_SIZE, PAGE_SIZE)
      if (current.current !== from) return
      setKnown((before) => {
        const pages = new Map(before.read === from ? before.pages : [])
        return { read: from, total, pages: pages.set(page, items), error: undefined }
      })
    } catch (error) {
      asked.current.delete(page)
      if (current.current === from) setKnown((before) => ({ ...before, read: from, error: asReason(error) }))
    }
  }, [])

  useEffect(() => {
    asked.current.clear()
    seen.current = [0]
    if (read) void load(read, 0)
  }, [read, load])

  useReadAgain(version, () => {
    asked.current.clear()
    const from = current.current
    if (from) for (const page of seen.current) void load(from, page)
  })

  const see = useCallback(
    (from: number, to: number) => {
      seen.current = pagesBetween(from, to)
      const source = current.current
      if (source) for (const page of missingPages(seen.current, asked.current)) void load(source, page)
    },
    [load],
  )
  const mine = known.read === read
  return {
    total: mine ? known.total : 0,
    at: (index) => (mine ? known.pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE] : undefined),
    see,
    loading: read !== undefined && (!mine || (known.pages.size === 0 && !known.error)),
    error: mine ? known.error : undefined,
  }
}

/** Calls `again` after `version` changed: at once when it was calm, else so that calls keep their distance. */
function useReadAgain(version: string | number, again: () => void): void {
  const first = useRef(version)
  const last = useRef(0)
  const call = useRef(again)
  call.current = again
  useEffect(() => {
    if (first.current === version) return
    first.current = version
    const timer = setTimeout(
      () => {
        last.current = Date.now()
        call.current()
      },
      Math.max(0, EVERY - (Date.now() - last.current)),
    )
    return () => clearTimeout(timer)
  }, [version])
}
