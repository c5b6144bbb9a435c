import { describe, expect, it } from 'vitest'
import { inferFields } from './infer.ts'

const rows = [
  { Site: 'Oak House', Zip: '60601', Phone: '(312) 555-0100', Opened: '2024-05-01', Beds: '12', Mail: 'a@b.example' },
  { Site: '12', Zip: '60602-1234', Phone: '', Opened: '3/4/2024', Beds: '1,250', Mail: 'c@d.example' },
]

describe('inferFields', () => {
  it('reads types from values, and ZIP and phone only where the name says so', () => {
    const types = inferFields(['Site', 'Zip', 'Phone', 'Opened', 'Beds', 'Mail'], rows).map((field) => field.type)
    expect(types).toEqual(['text', 'zip', 'phone', 'date', 'number', 'email'])
  })

  it('lets a field be blank when a sample row is', () => {
    const fields = inferFields(['Site', 'Phone'], rows)
    expect(fields.map((field) => field.mayBeBlank)).toEqual([false, true])
    expect(fields[1]).toMatchObject({ filled: 1, alike: 1 })
  })

  it('takes a column without values for text', () => {
    expect(inferFields(['constructor'], rows)).toEqual([
      { name: 'constructor', type: 'text', required: false, mayBeBlank: true, filled: 0, alike: 0 },
    ])
  })
})
