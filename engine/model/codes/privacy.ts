import type { CodeWords } from './code-words.ts'

/** Erasing people, and removing what was kept long enough. */
export const PRIVACY_CODES = {
  'privacy.too-short': {
    what: '"{value}" is too short to tell a person by.',
    effect: 'Nothing was looked for and nothing was erased.',
    next: 'Give an e-mail address, a phone number, or a whole name or number.',
  },
  'privacy.still-open': {
    what: '{count} records of this person are held or wait: {records}.',
    effect: 'Nothing was erased.',
    next: 'Finish them first, or erase with --settle: then they are discarded.',
  },
  'privacy.running': {
    what: '"{flow}" is running and holds records of this person.',
    effect: 'Nothing was erased.',
    next: 'Wait until the run has ended, or stop it, then erase again.',
  },
  'privacy.queued': {
    what: '{count} events of this person wait in the queue of the server.',
    effect: 'Nothing was erased.',
    next: 'Start their flows so that the events are taken, stop the server, then erase again.',
  },
  'privacy.key-lost': {
    what: 'The file privacy.key in {folder} is missing or another one.',
    effect: 'Records of erased people could not be recognised and might be doubled, so nothing goes on.',
    next: 'Put the file back from a backup of the folder.',
  },
  'record.erased': {
    what: 'The record was erased because a person asked to be forgotten.',
    effect: 'Its values are gone; its outcome still counts.',
    next: 'Nothing to do.',
  },
  'record.expired': {
    what: 'The values of this record were removed after {days} days.',
    effect: 'Its outcome still counts.',
    next: 'Change how long values are kept in the settings of the flow.',
  },
} as const satisfies Record<string, CodeWords>
