/** The three ways of asking a person. A waiting record costs nothing, for days. */
import { CASES } from '../model/ports.ts'
import { personKind } from './person-kind.ts'

export const approve = personKind({
  kind: 'approve',
  does: 'approve',
  title: 'Approve',
  about: 'Asks a person yes or no; the record waits for the answer, for days if need be.',
  synonyms: ['person', 'human', 'review', 'sign off', 'confirm', 'yes or no', 'manager', 'decline', 'ask'],
  icon: 'person',
  ports: ['main', 'rejected', 'error'],
  more: [],
  question: 'May this go on?',
  shown: 'What they see',
})

export const choose = personKind({
  kind: 'choose',
  does: 'choose',
  title: 'Let a person choose',
  about: 'Asks a person which way the record goes; each answer has an exit of its own.',
  synonyms: ['person', 'human', 'decide', 'triage', 'pick', 'options', 'answer', 'sort', 'ask'],
  icon: 'person',
  ports: [...CASES, 'error'],
  more: [{ kind: 'ways', key: 'choices', label: 'Answers', help: 'Each has an exit of its own.', required: true }],
  question: 'Which way does this go?',
  shown: 'What they see',
})

export const correct = personKind({
  kind: 'correct',
  does: 'correct',
  title: 'Let a person correct',
  about: 'Shows the record to a person, who corrects its fields before it goes on.',
  synonyms: ['person', 'human', 'edit', 'fix', 'fill in', 'complete', 'amend', 'data entry', 'ask'],
  icon: 'person',
  ports: ['main', 'rejected', 'error'],
  more: [],
  question: 'Please check these values.',
  shown: 'What they can change',
})
