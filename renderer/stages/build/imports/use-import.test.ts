import { expect, test } from 'vitest'
import type { ImportQuestion } from '#engine'
import type { ImportDraft } from '#protocol'
import { answersIn, backward, onward, type Progress, questionOf } from './use-import.ts'

const question = (id: string): ImportQuestion => ({ id, question: id, why: '', answer: { kind: 'text' } })

const draftOf = (...ids: string[]): ImportDraft => ({
  ...{ draft: 'd', id: 'api-x', title: 'X', address: '', signIns: [], kinds: [], operations: [], notes: [] },
  ...{ questions: ids.map(question), answers: {}, replaces: false },
})

const at = (seen: string[], ...asked: string[]): Progress => ({
  stage: 'question',
  draft: draftOf(...asked),
  answers: {},
  seen,
})

test('a question that an answer brought is asked before those that were there', () => {
  expect(questionOf(onward(at(['a'], 'a', 'a.more', 'b')))?.id).toBe('a.more')
  expect(onward(at(['a', 'b'], 'a', 'b')).stage).toBe('review')
  expect(onward(at([])).stage).toBe('review')
})

test('going back asks the one before again, and ends at what was found', () => {
  const once = backward({ ...at(['a', 'gone', 'b'], 'a', 'b'), stage: 'review' })
  expect(questionOf(once)?.id).toBe('b')
  expect(questionOf(backward(once))?.id).toBe('a')
  expect(backward(backward(once)).stage).toBe('found')
})

test('an answer to what is asked no more is not sent', () => {
  expect(answersIn({ ...at([], 'a'), answers: { a: 1, b: 2 } })).toEqual({ a: 1 })
})
