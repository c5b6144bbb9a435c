import type { CodeWords } from './code-words.ts'

/** What steps that reshape, split, gather and look up say of a record, and what can be wrong with flows inside flows. */
export const STRUCTURE_CODES = {
  'record.cannot-shape': {
    what: '{field} cannot be filled: {why}.',
    effect: 'The record stopped at this step; nothing was written for it from there on.',
    next: 'Correct the value where it comes from, or change that line of the step.',
  },
  'record.not-a-list': {
    what: '{field} holds {found}, not a list.',
    effect: 'The record stopped at this step; no record was made of its items.',
    next: 'Choose the field that holds the list, or say in the step what separates the items.',
  },
  'record.list-too-long': {
    what: '{field} has more than {most} items.',
    effect: 'The record stopped at this step; no record was made of its items.',
    next: 'Send smaller lists, or raise the limit of the step.',
  },
  'record.join-incomplete': {
    what: 'What belongs to it did not come in time ({came} came).',
    effect: 'It was not put together; nothing was written for it from there on.',
    next: 'See what became of the other part, or let the step go on without it.',
  },
  'record.formula-answer': {
    what: 'The formula gave {found}, not a record.',
    effect: 'The record stopped at this step; nothing was written for it from there on.',
    next: 'Let the formula give named fields, or put its answer into one field.',
  },
  'record.not-found-there': {
    what: '{system} has nothing that matches.',
    effect: 'The record stopped at this step; nothing was written for it from there on.',
    next: 'Create it there first, correct the match key, or let records without a match go on.',
  },
  'record.items-lost': {
    what: '{lost} of its {count} items did not get through.',
    effect: 'The record stopped at this step; the items that got through stay done.',
    next: 'See what became of each item, or let the step go on without them.',
  },
  'join.one-wire': {
    what: '"{step}" joins what comes by several wires, and only one leads there.',
    effect: 'Records go through it one by one, as if it were not there.',
    next: 'Lead a second wire to it, or remove the step.',
  },
  'setting.never-complete': {
    what: '"{step}" waits for records and is never complete: {start} has no end.',
    effect: 'Nothing would ever go on from it, so the flow cannot run.',
    next: 'Say after how many records, or after how long, it goes on.',
  },
  'subflow.circle': {
    what: 'The flow "{flow}" would run inside itself.',
    effect: 'A record would travel for ever, so that is not possible.',
    next: 'Choose another flow.',
  },
  'subflow.no-entry': {
    what: 'The flow "{flow}" does not begin with "When another flow calls".',
    effect: 'Other flows cannot hand records to it.',
    next: 'Give it that start, then choose it again.',
  },
  'subflow.too-deep': {
    what: 'The flow "{flow}" runs inside another, that one inside a third, and so on: more than eight of them.',
    effect: 'This flow cannot run.',
    next: 'Draw some of these steps where they are used, instead of calling a flow for them.',
  },
  'subflow.broken': {
    what: '"{step}" runs the flow "{flow}", which cannot run: {why}.',
    effect: 'This flow cannot run either.',
    next: 'Open that flow, correct it, and choose it again in "{step}".',
  },
} satisfies Record<string, CodeWords>
