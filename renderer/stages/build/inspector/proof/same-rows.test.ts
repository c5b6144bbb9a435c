import { describe, expect, it } from 'vitest'
import { keyer } from '#engine'
import { markIgnored, sameRows } from './same-rows.ts'

const rows = [
  { row: 1, data: { name: 'Oak House', address: '1 Main St' } },
  { row: 2, data: { name: 'oak  house', address: '1 MAIN ST.' } },
  { row: 3, data: { name: 'Elm', address: '' } },
  { row: 4, data: { name: '', address: ' ' } },
]

describe('sameRows', () => {
  it('groups rows by the key of the engine', () => {
    const same = sameRows(rows, keyer(['name', 'address'], ['case', 'spaces', 'punctuation']))
    expect(same.groups.map((group) => group.map(({ row }) => row))).toEqual([[1, 2]])
    expect(same).toMatchObject({ keyless: 1, compared: 4 })
  })

  it('finds nothing where spelling counts', () => {
    expect(sameRows(rows, keyer(['name'], [])).groups).toEqual([])
  })
})

describe('markIgnored', () => {
  it('marks what the other text does not have', () => {
    expect(markIgnored(' Ana@AlderFinch', 'ana@alderfinch')).toMatchObject([
      { text: ' A', marked: true },
      { text: 'na@', marked: false },
      { text: 'A', marked: true },
      { text: 'lder', marked: false },
      { text: 'F', marked: true },
      { text: 'inch', marked: false },
    ])
  })

  it('puts the pieces together to the text again', () => {
    for (const [text, other] of [
      ['abc', ''],
      ['', 'abc'],
      ['1 MAIN ST.', '1 Main St'],
      ['same', 'same'],
    ] as const)
      expect(
        markIgnored(text, other)
          .map((run) => run.text)
          .join(''),
      ).toBe(text)
  })
})
