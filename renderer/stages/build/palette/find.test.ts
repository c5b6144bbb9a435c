import { expect, test } from 'vitest'
import { STEP_KINDS } from '#engine'
import { find } from './find.ts'

const titles = (search: string) => find(STEP_KINDS, search).map((kind) => kind.title)

test('steps are found by the words a person would use', () => {
  expect(titles('stop doubles')[0]).toBe('Dedupe')
  expect(titles('csv')[0]).toBe('Read a file')
  expect(titles('discard')[0]).toBe('End here')
  expect(titles('  CHECK ')[0]).toBe('Check')
})

test('every word has to fit, and nothing searched finds everything', () => {
  expect(titles('check zebra')).toEqual([])
  expect(titles('')).toHaveLength(STEP_KINDS.length)
})

test('accents and case do not matter', () => {
  expect(find([{ title: 'Café réservé' }], 'cafe RESERVE')).toHaveLength(1)
})
