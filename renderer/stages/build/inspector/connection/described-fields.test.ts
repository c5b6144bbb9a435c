import { expect, test } from 'vitest'
import type { TargetField } from '#engine'
import { differenceOf } from './described-fields.ts'

const field = (name: string, more: Partial<TargetField> = {}): TargetField => ({
  name,
  label: name.toUpperCase(),
  type: 'text',
  ...more,
})

test('what came, what went and what is otherwise now is told apart', () => {
  const before = [field('a'), field('b'), field('c')]
  const after = [field('a'), field('c', { required: true }), field('d')]
  expect(differenceOf(before, after)).toEqual({ added: ['D'], gone: ['B'], changed: ['C'] })
})

test('a choice more is a difference; another order and what is only not said are none', () => {
  const choices = [{ value: '1', label: 'One' }]
  expect(differenceOf([field('a', { choices })], [field('a', { choices: [] })])).toMatchObject({ changed: ['A'] })
  expect(differenceOf([field('a'), field('b')], [field('b', { required: false }), field('a')])).toBeUndefined()
})
