import { expect, test } from 'vitest'
import type { Wire } from '#engine'
import { casesOf, wireEdits } from './cases.ts'
import { conditionsJson, conditionsOf } from './conditions.ts'
import { durationOf } from './duration.ts'
import { nameInFormula, putIn } from './formula-text.ts'
import { madeBy, withField } from './shaping.ts'

const wire = (id: string, port: Wire['from']['port']): Wire => ({ id, from: { step: 'route', port }, to: { step: id } })
const wires = [wire('a', 'case-1'), wire('b', 'case-2'), wire('other', 'otherwise')]

test('a wire stays with its case when cases change places', () => {
  expect(wireEdits(wires, 'route', [1, 0])).toEqual([
    { kind: 'disconnect', wire: 'a' },
    { kind: 'disconnect', wire: 'b' },
    { kind: 'connect', wire: wire('a', 'case-2') },
    { kind: 'connect', wire: wire('b', 'case-1') },
  ])
  expect(wireEdits(wires, 'route', [0, 1])).toEqual([])
})

test('the wire of a case that is gone goes too', () => {
  expect(wireEdits(wires, 'route', [1])).toEqual([
    { kind: 'disconnect', wire: 'a' },
    { kind: 'disconnect', wire: 'b' },
    { kind: 'connect', wire: wire('b', 'case-1') },
  ])
})

test('whatever is in the settings, a form can be made of it', () => {
  expect(casesOf([null, 'x', { name: 3, when: 1 }])).toEqual([{ name: '', rest: { when: 1 } }])
  expect(conditionsOf('x')).toEqual({ all: true, list: [] })
  expect(conditionsOf({ all: false, list: [{ field: 1, is: 'near', value: 'v' }] })).toEqual({
    all: false,
    list: [{ field: '', is: 'is', value: 'v' }],
  })
  expect(durationOf({ amount: -1, unit: 'years' })).toEqual({ amount: 1, unit: 'minutes' })
})

test('a comparison that takes no value keeps none', () => {
  const list = [{ field: 'a', is: 'blank' as const, value: 'left over' }]
  expect(conditionsJson({ all: true, list })).toEqual({ all: true, list: [{ field: 'a', is: 'blank', value: '' }] })
})

test('how a field is made decides how many fields it takes', () => {
  const line = { to: 'full', from: ['first', 'last'], how: 'join', value: ' ' }
  const one = { value: 'copy', label: '', help: '', fields: 'one' } as const
  expect(madeBy(line, one).from).toEqual(['first'])
  expect(madeBy(line, { ...one, fields: 'none' }).from).toEqual([])
  expect(withField(line, one, 'city').from).toEqual(['city'])
  expect(withField(line, { ...one, fields: 'many' }, 'first').from).toEqual(['last', 'first'])
})

test('a field is put into a formula as formulas name it', () => {
  expect(nameInFormula('amount')).toBe('amount')
  expect(nameInFormula('signed up at')).toBe('`signed up at`')
  expect(nameInFormula('in')).toBe('`in`')
  expect(putIn('a *', 'b', 3, 3)).toEqual({ text: 'a * b', caret: 5 })
  expect(putIn('(x)', 'b', 1, 2)).toEqual({ text: '(b)', caret: 2 })
})
