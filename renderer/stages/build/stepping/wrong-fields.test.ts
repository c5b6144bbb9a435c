import { describe, expect, it } from 'vitest'
import { wrongFields } from './wrong-fields.ts'

describe('wrongFields', () => {
  it('reads the fields that a check refused', () => {
    const reason = {
      code: 'record.rejected',
      category: 'validation',
      values: { problems: 'Zip must have five digits' },
      details: { fields: { Zip: 'must have five digits' } },
    } as const
    expect([...wrongFields(reason)]).toEqual(['Zip'])
  })

  it('reads the one field that could not be cleaned', () => {
    const reason = { code: 'record.cannot-clean', category: 'validation', values: { field: 'Phone' } } as const
    expect([...wrongFields(reason)]).toEqual(['Phone'])
  })

  it('is empty where nothing is named', () => {
    expect(wrongFields(undefined).size).toBe(0)
    expect(wrongFields({ code: 'run.stopped', category: 'transient', values: {} }).size).toBe(0)
  })
})
