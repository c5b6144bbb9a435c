import type { CodeWords } from './code-words.ts'

/** What a formula can do to the record that it is worked out for. */
export const FORMULA_CODES = {
  'formula.too-slow': {
    what: 'The formula did not come to an end within {seconds} s for this record.',
    effect: 'It was stopped; this record is held and the others go on.',
    next: 'Look for a part of the formula that calls itself or repeats without an end, then try the record again.',
  },
  'formula.too-big': {
    what: 'The formula needs too much room for this record: {why}.',
    effect: 'It was stopped; this record is held and the others go on.',
    next: 'Make the formula produce less, or split the record first.',
  },
  'formula.failed': {
    what: 'The formula cannot be worked out for this record: {message} (at character {position}).',
    effect: 'This record is held and the others go on.',
    next: 'Correct the formula, or the value that it stumbles over, then try the record again.',
  },
  'formula.not-data': {
    what: 'The formula gives {found}, which cannot be kept in a record.',
    effect: 'This record is held and the others go on.',
    next: 'Change the formula so that it gives text, numbers, yes/no, lists or groups of these.',
  },
} satisfies Record<string, CodeWords>
