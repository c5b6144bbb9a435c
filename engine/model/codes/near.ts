import type { CodeWords } from './code-words.ts'

/** Records that are nearly the same as others. */
export const NEAR_CODES = {
  'near.one-field': {
    what: '"{step}" compares records by a single field.',
    effect: 'One field that is alike hardly ever makes two records the same, so nearly all go on.',
    next: 'Add a second field to compare, such as an address or a phone number.',
  },
  'record.nearly-duplicate': {
    what: 'It may be the same as {other} ({score}% alike: {words}).',
    effect: 'Nothing was written for it; a person decides.',
    next: 'Say whether both are the same.',
  },
  'record.like-another': {
    what: 'It is surely the same as {other} ({score}% alike: {words}).',
    effect: 'It stopped here, so that nothing is doubled.',
    next: 'Nothing to do.',
  },
} as const satisfies Record<string, CodeWords>
