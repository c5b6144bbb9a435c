import { describe, expect, it } from 'vitest'
import { narrowed } from './drawer-store.ts'

describe('narrowed', () => {
  it('adds, replaces and takes away parts', () => {
    expect(narrowed({ outcome: 'held' }, { search: 'oak' })).toEqual({ outcome: 'held', search: 'oak' })
    expect(narrowed({ outcome: 'held', search: 'oak' }, { outcome: undefined, search: '' })).toEqual({})
  })

  it('forgets the exit when the step changes', () => {
    expect(narrowed({ step: 'check', port: 'rejected' }, { step: 'write' })).toEqual({ step: 'write' })
  })
})
