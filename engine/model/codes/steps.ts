import type { CodeWords } from './code-words.ts'

/** What the gates and the cleaning steps say of a record, and what settings of steps may name. */
export const STEP_CODES = {
  'record.filtered': {
    what: 'It was filtered out, because this does not hold: {conditions}.',
    effect: 'Nothing was written for it from there on; it is counted as filtered.',
    next: 'Nothing to do, or change the conditions of the step.',
  },
  'record.over-limit': {
    what: 'The step lets {most} records of a run through, and they had passed.',
    effect: 'Nothing was written for it from there on; it is counted as filtered.',
    next: 'Nothing to do, or raise the limit and run again.',
  },
  'record.no-case': {
    what: 'None of the cases holds for it.',
    effect: 'It goes on by Otherwise.',
    next: 'Nothing to do, or add a case for records like it.',
  },
  'record.stale': {
    what: 'A newer one came before it: its version is {version}, and {newer} is known.',
    effect: 'It stopped here, so that nothing newer is overwritten.',
    next: 'Nothing to do.',
  },
  'record.no-version': {
    what: 'The record does not say which version it is: the field is blank, or neither a number nor a date.',
    effect: 'Nobody can tell whether it is older or newer than what is known, so it is held.',
    next: 'Correct the value where it comes from, or choose another field in the step.',
  },
  'record.ambiguous-date': {
    what: '{field} "{value}" can be {one} or {other}.',
    effect: 'The record stopped at this step; no date was guessed and nothing was written for it.',
    next: 'Say in the step whether the day or the month comes first, or correct the value where it comes from.',
  },
  'subflow.unknown': {
    what: '"{step}" goes through a flow that is not there.',
    effect: 'The flow cannot run until one is chosen.',
    next: 'Choose a flow.',
  },
} satisfies Record<string, CodeWords>
