import { describe, expect, it } from 'vitest'
import { parseSentence } from './parse-sentence.ts'

describe('parseSentence', () => {
  it('keeps words and holes in order', () => {
    expect(parseSentence('Same when {fields} matches, within {window} {days}; then stop.')).toEqual([
      { kind: 'words', text: 'Same when ' },
      { kind: 'hole', key: 'fields' },
      { kind: 'words', text: ' matches, within ' },
      { kind: 'hole', key: 'window' },
      { kind: 'hole', key: 'days' },
      { kind: 'words', text: '; then stop.' },
    ])
  })

  it('takes a sentence without holes', () => {
    expect(parseSentence('Nothing to choose.')).toEqual([{ kind: 'words', text: 'Nothing to choose.' }])
  })
})
