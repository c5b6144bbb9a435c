import { describe, expect, it } from 'vitest'
import { addCounts, emptyCounts } from '#engine'
import { sumOf } from './sum.ts'

describe('sumOf', () => {
  it('names the six outcomes even when they are 0', () => {
    const sum = sumOf(emptyCounts())
    expect(sum.terms.map((term) => term.outcome)).toEqual([
      'created',
      'updated',
      'unchanged',
      'duplicate',
      'rejected',
      'held',
    ])
    expect(sum.unaccounted).toBe(0)
  })

  it('adds further outcomes only when they happened', () => {
    const counts = addCounts(emptyCounts(), { received: 5, outcomes: { created: 2, waiting: 2, filtered: 1 } })
    expect(
      sumOf(counts)
        .terms.slice(6)
        .map((term) => [term.outcome, term.count]),
    ).toEqual([
      ['filtered', 1],
      ['waiting', 2],
    ])
  })

  it('says how many of the held ones are new, unless all are', () => {
    const counts = addCounts(emptyCounts(), { received: 3, outcomes: { held: 3 }, newlyHeld: 0 })
    expect(sumOf(counts).terms[5]).toMatchObject({ count: 3, fresh: 0 })
    expect(sumOf(addCounts(counts, { newlyHeld: 3 })).terms[5]).not.toHaveProperty('fresh')
  })

  it('owns up to records that nothing accounts for', () => {
    expect(sumOf(addCounts(emptyCounts(), { received: 3, outcomes: { created: 2 } })).unaccounted).toBe(1)
  })

  it('adds up to what came in', () => {
    const counts = addCounts(emptyCounts(), { received: 9, outcomes: { created: 4, held: 2, stale: 3 } })
    expect(sumOf(counts).terms.reduce((sum, term) => sum + term.count, 0)).toBe(9)
  })
})
