import { describe, expect, it } from 'vitest'
import { missingPages, PAGE_SIZE, pagesBetween } from './pages.ts'

describe('pagesBetween', () => {
  it('names every page that rows touch', () => {
    expect(pagesBetween(0, 0)).toEqual([0])
    expect(pagesBetween(PAGE_SIZE - 1, PAGE_SIZE)).toEqual([0, 1])
    expect(pagesBetween(-3, -1)).toEqual([0])
  })
})

describe('missingPages', () => {
  it('leaves out what was asked for', () => {
    expect(missingPages([0, 1, 2], new Set([1]))).toEqual([0, 2])
  })
})
