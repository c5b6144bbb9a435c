import { describe, expect, it } from 'vitest'
import { suggestMatches } from './suggest.ts'

const targets = [
  { name: 'name', label: 'Company name' },
  { name: 'address', label: 'Street address' },
  { name: 'zip', label: 'Postal code' },
  { name: 'phone', label: 'Phone number' },
  { name: 'numberofemployees', label: 'Number of employees' },
]

describe('suggestMatches', () => {
  it('finds fields that are written differently', () => {
    expect(suggestMatches(targets, ['Site name', 'Address', 'Zip', 'Phone'], [])).toEqual([
      { to: 'name', from: 'Site name' },
      { to: 'address', from: 'Address' },
      { to: 'zip', from: 'Zip' },
      { to: 'phone', from: 'Phone' },
    ])
  })

  it('leaves alone what is mapped, on both sides', () => {
    expect(suggestMatches(targets, ['Phone', 'Zip'], [{ to: 'phone', from: 'Zip' }])).toEqual([])
  })

  it('offers nothing for names with nothing in common', () => {
    expect(suggestMatches(targets, ['Program', 'Worker count'], [])).toEqual([])
  })

  it('takes column names that are like those of objects in JavaScript', () => {
    expect(suggestMatches([{ name: '__proto__', label: '__proto__' }], ['__proto__', 'constructor'], [])).toEqual([
      { to: '__proto__', from: '__proto__' },
    ])
  })
})
