/** Turns what a person answers into the decision that the record goes on by. Pure. */
import { Failure } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'
import type { Decision } from '../run/journal.ts'
import type { PersonTask } from '../steps/declare.ts'

export interface GivenAnswer {
  /** `approve`, `decline`, `correct`, or the name of a choice. */
  answer: string
  /** For `correct`: the new values, by field. */
  data?: Record<string, Json>
  by: string
}

/** The answers that the question takes, as a person gives them. */
export const answersOf = ({ does, choices }: PersonTask): string[] =>
  does === 'choose' ? choices.map(({ name }) => name) : [does, 'decline']

/** `current`: the record as it waits. Throws Failures task.other-answer and task.other-field. */
export function decisionFor(task: PersonTask, current: Data, given: GivenAnswer): Omit<Decision, 'step'> {
  const { answer, data = {}, by } = given
  const unasked = Object.keys(data).filter((field) => task.does !== 'correct' || !task.fields.includes(field))
  if (unasked.length > 0)
    throw new Failure('task.other-field', 'validation', {
      fields: unasked,
      asked: task.does === 'correct' ? task.fields : [],
    })
  if (task.does === 'choose') {
    const choice = task.choices.find(({ name }) => name === answer)
    if (choice) return { port: choice.port }
  } else if (answer === 'decline') {
    return { port: 'rejected', reason: { code: 'person.declined', category: 'permanent', values: { person: by } } }
  } else if (answer === task.does) {
    if (task.does === 'approve') return { port: 'main' }
    return { port: 'main', data: Object.assign(Object.create(null), current, data) as Data }
  }
  throw new Failure('task.other-answer', 'validation', { answer, answers: answersOf(task) })
}
