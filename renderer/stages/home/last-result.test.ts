import { expect, test } from 'vitest'
import { emptyCounts } from '#engine'
import { lastResultOf, sumOf } from './last-result.ts'

const flow = { id: 'f', name: 'F', revision: 1, steps: 3, blocking: 0, updatedAt: 0 }

test('the parts of the sentence add up to what came in', () => {
  const outcomes = { ...emptyCounts().outcomes, created: 2130, duplicate: 1000, rejected: 200, held: 7 }
  expect(sumOf(3337, outcomes)).toBe('3,337 in = 2,130 created + 1,000 duplicates stopped + 200 rejected + 7 held')
})

test('a run that received nothing still reads as a sum', () => {
  expect(sumOf(0, {})).toBe('0 in = 0')
})

test('a draft says what is left to do, and held records ask for attention', () => {
  expect(lastResultOf({ ...flow, blocking: 3 })).toMatchObject({ words: 'Draft: 3 to-dos left', tone: 'muted' })
  const outcomes = { ...emptyCounts().outcomes, created: 1, held: 1 }
  const lastRun = { run: 'r', state: 'finished' as const, received: 2, outcomes }
  expect(lastResultOf({ ...flow, lastRun })).toMatchObject({ words: '2 in = 1 created + 1 held', icon: 'hold' })
})
