import { describe, expect, it } from 'vitest'
import { flowSchema } from '#engine'
import { asFile, fileOf, PAGE, pagesOf } from './sample-store.ts'

describe('pagesOf', () => {
  it('names the one page of a few rows', () => {
    expect(pagesOf(1, 1)).toEqual([0])
    expect(pagesOf(PAGE, PAGE)).toEqual([0])
    expect(pagesOf(PAGE + 1, PAGE + 1)).toEqual([1])
  })

  it('names all pages that rows span', () => {
    expect(pagesOf(PAGE - 1, PAGE * 2 + 1)).toEqual([0, 1, 2])
  })
})

describe('the file of a flow', () => {
  it('is read from a step setting', () => {
    const flow = flowSchema.parse({
      formatVersion: 1,
      id: 'leads',
      name: 'Leads',
      steps: {
        clean: { kind: 'clean', title: 'Clean', settings: { cleaning: [{ field: 'a', rules: ['trim'] }] } },
        read: {
          kind: 'read-file',
          title: 'Read',
          settings: { file: { file: 'f1', name: 'leads.csv', columns: ['a', 'b'] } },
        },
      },
      wires: [],
    })
    expect(fileOf(flow)).toEqual({ file: 'f1', name: 'leads.csv', columns: ['a', 'b'] })
  })

  it('is the example events where the start takes events', () => {
    const samples = [{ email: 'a@b.example' }, { email: 'c@d.example', name: 'C' }]
    const flow = flowSchema.parse({
      formatVersion: 1,
      id: 'leads',
      name: 'Leads',
      steps: { hook: { kind: 'webhook', title: 'A lead arrives', settings: { fields: ['email'], samples } } },
      wires: [],
    })
    expect(fileOf(flow)).toEqual({ file: '', name: 'A lead arrives', columns: ['email', 'name'], events: samples })
  })

  it('is nothing when a setting has another shape', () => {
    expect(asFile('leads.csv')).toBeUndefined()
    expect(asFile([1])).toBeUndefined()
    expect(asFile({ file: 'f1' })).toBeUndefined()
    expect(fileOf(undefined)).toBeUndefined()
  })
})
