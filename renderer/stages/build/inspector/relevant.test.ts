import { describe, expect, it } from 'vitest'
import type { SettingField } from '#engine'
import { isRelevant } from './relevant.ts'

const within: SettingField = {
  kind: 'choice',
  key: 'window',
  label: 'Within',
  choices: [
    { value: 'run', label: 'this run' },
    { value: 'days', label: 'a number of days' },
  ],
}
const days: SettingField = { kind: 'number', key: 'days', label: 'Days', min: 1, max: 9 }
const name: SettingField = { kind: 'text', key: 'name', label: 'Name' }
const fields = [within, days, name]

describe('isRelevant', () => {
  it('shows a setting that a choice opens only while it is chosen', () => {
    expect(isRelevant(days, fields, { window: 'days' })).toBe(true)
    expect(isRelevant(days, fields, { window: 'run' })).toBe(false)
  })

  it('always shows the others', () => {
    expect(isRelevant(within, fields, {})).toBe(true)
    expect(isRelevant(name, fields, {})).toBe(true)
  })
})
