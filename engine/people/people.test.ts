import { expect, test } from 'vitest'
import type { PersonTask } from '../steps/declare.ts'
import { answersOf, askedNow, decisionFor, dueNudges } from './index.ts'

const task = (more: Partial<PersonTask> = {}): PersonTask => ({
  does: 'approve',
  question: 'Yes?',
  person: 'Ada',
  backup: 'Bob',
  fields: ['name'],
  choices: [],
  remindAfter: 10,
  escalateAfter: 20,
  expireAfter: 0,
  ...more,
})

test('each person is reminded once, and the backup asked once', () => {
  const asked = { task: task(), parkedAt: 100 }
  expect(dueNudges(asked, 109)).toEqual([])
  expect(dueNudges(asked, 110)).toEqual(['remind'])
  expect(dueNudges({ ...asked, remindedAt: 110 }, 119)).toEqual([])
  expect(dueNudges({ ...asked, remindedAt: 110 }, 120)).toEqual(['escalate'])
  expect(dueNudges({ ...asked, remindedAt: 110, escalatedAt: 120 }, 1000)).toEqual([])
})

test('after a long sleep only the backup is asked; nobody is, where nobody was named', () => {
  expect(dueNudges({ task: task(), parkedAt: 0 }, 1000)).toEqual(['escalate'])
  expect(dueNudges({ task: task({ backup: '' }), parkedAt: 0 }, 1000)).toEqual(['remind'])
  expect(dueNudges({ task: task({ remindAfter: 0, escalateAfter: 0 }), parkedAt: 0 }, 1000)).toEqual([])
})

test('who is to answer', () => {
  expect(askedNow({ task: task() })).toBe('Ada')
  expect(askedNow({ task: task(), escalatedAt: 1 })).toBe('Bob')
})

test('answers are those of the question', () => {
  const choices = [{ name: 'Keep', port: 'case-1' as const }]
  expect(answersOf(task())).toEqual(['approve', 'decline'])
  expect(answersOf(task({ does: 'choose', choices }))).toEqual(['Keep'])
  expect(decisionFor(task({ does: 'choose', choices }), {}, { answer: 'Keep', by: 'Ada' })).toEqual({ port: 'case-1' })
  expect(() => decisionFor(task({ does: 'choose', choices }), {}, { answer: 'decline', by: 'Ada' })).toThrow(
    'task.other-answer',
  )
  expect(() => decisionFor(task(), {}, { answer: 'correct', by: 'Ada' })).toThrow('task.other-answer')
})

test('a correction keeps the other fields, and is safe from fields named like inherited ones', () => {
  const correct = task({ does: 'correct', fields: ['name', '__proto__'] })
  const data = JSON.parse('{"name":"B","__proto__":{"x":1}}')
  const { data: after } = decisionFor(correct, { name: 'A', city: 'C' }, { answer: 'correct', data, by: 'Ada' })
  expect(Object.keys(after ?? {}).sort()).toEqual(['__proto__', 'city', 'name'])
  expect(() => decisionFor(task(), {}, { answer: 'approve', data: { name: 'B' }, by: 'Ada' })).toThrow(
    'task.other-field',
  )
})
