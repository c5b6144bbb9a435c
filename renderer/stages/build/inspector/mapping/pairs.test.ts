import { describe, expect, it } from 'vitest'
import { inOrder, pairsOf, withPair } from './pairs.ts'

describe('pairs of a mapping', () => {
  it('are read from any value without harm', () => {
    expect(pairsOf([{ to: 'name', from: 'Site' }, null, 'x', { to: 1 }])).toEqual([{ to: 'name', from: 'Site' }])
    expect(pairsOf(undefined)).toEqual([])
  })

  it('are replaced in place, added at the end, and taken out', () => {
    const pairs = [
      { to: 'name', from: 'Site' },
      { to: 'zip', from: 'Zip' },
    ]
    expect(withPair(pairs, 'name', 'Program')[0]).toEqual({ to: 'name', from: 'Program' })
    expect(withPair(pairs, 'city', 'City')[2]).toEqual({ to: 'city', from: 'City' })
    expect(withPair(pairs, 'name', undefined)).toEqual([{ to: 'zip', from: 'Zip' }])
  })
})

describe('inOrder', () => {
  it('puts required targets first and filled ones next', () => {
    const targets = [
      { name: 'a', label: 'A', type: 'text' as const },
      { name: 'b', label: 'B', type: 'text' as const },
      { name: 'c', label: 'C', type: 'text' as const, required: true },
    ]
    expect(inOrder(targets, [{ to: 'b', from: 'x' }]).map((target) => target.name)).toEqual(['c', 'b', 'a'])
  })
})
