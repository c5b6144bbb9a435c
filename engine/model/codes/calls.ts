import type { CodeWords } from './code-words.ts'

/** What can happen to the connections that calls go through. */
export const CALL_CODES = {
  'connection.paused': {
    what: '{system} no longer accepts the sign-in ({message}).',
    effect: 'The connection is paused: its records wait, the others go on.',
    next: 'Renew the sign-in of the connection: sending goes on by itself.',
  },
  'call.several-there': {
    what: '{system} has more than one entry with the key {key}.',
    effect: 'Nothing is written, because nobody can say which one is meant; the record is held.',
    next: 'Bring them together in {system}, or choose another match key, then try again.',
  },
  'call.no-address': {
    what: 'A value of the record names its entry at {system}, and "{value}" can be no part of an address.',
    effect: 'Nothing was asked or written for it: it would have met something else.',
    next: 'Give the record another match key or reference, then try again.',
  },
  'call.key-forgotten': {
    what: 'The answer of {system} to a write was lost, and by now it may have forgotten the key that keeps the write from arriving twice.',
    effect: 'It is not repeated, so that nothing is doubled; the record is held.',
    next: 'Look in {system} whether it is there, then settle it by hand.',
  },
} satisfies Record<string, CodeWords>
