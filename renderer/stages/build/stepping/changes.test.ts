import { describe, expect, it } from 'vitest'
import { fieldRows, shown, titleOf } from './changes.ts'

describe('fieldRows', () => {
  it('puts what changed first, then what is new and gone, then the rest in order', () => {
    const rows = fieldRows(
      { name: 'Oak', zip: ' 60601', old: 1, city: 'X' },
      { name: 'Oak', zip: '60601', city: 'X', key: 'k' },
    )
    expect(rows.map((row) => [row.field, row.state])).toEqual([
      ['zip', 'changed'],
      ['key', 'new'],
      ['old', 'gone'],
      ['name', 'same'],
      ['city', 'same'],
    ])
  })

  it('puts what is wrong before everything else', () => {
    const rows = fieldRows({ name: 'Oak', zip: '6100' }, { name: 'Oak', zip: '6100' }, new Set(['zip']))
    expect(rows.map((row) => row.field)).toEqual(['zip', 'name'])
  })

  it('compares lists by their content', () => {
    expect(fieldRows({ a: ['x'] }, { a: ['x'] })[0]?.state).toBe('same')
  })

  it('tells null from absent', () => {
    expect(fieldRows({ a: null }, {})[0]).toEqual({ field: 'a', state: 'gone', before: null })
  })
})

describe('shown', () => {
  it('writes values plainly', () => {
    expect([shown(null), shown(''), shown(0), shown(false), shown('x')]).toEqual(['', '', '0', 'false', 'x'])
  })
})

describe('titleOf', () => {
  it('takes the first values that say something', () => {
    expect(titleOf({ Id: '7', Source: 'export.csv', Name: ' Oak  House', City: 'Elm' })).toBe('Oak House, Elm')
    expect(titleOf({ Id: '7' })).toBe('7')
  })
})
