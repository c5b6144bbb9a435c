import type { CodeWords } from './code-words.ts'

/** Systems that are imported from a description of theirs. */
export const IMPORT_CODES = {
  'import.not-a-description': {
    what: '"{file}" is not a description that can be read: {why}.',
    effect: 'Nothing was imported.',
    next: 'Choose an OpenAPI 3 or Swagger 2 description, as a JSON or YAML file. The documentation of most systems offers one.',
  },
  'import.too-large': {
    what: '"{file}" is too large: {why}.',
    effect: 'Nothing was imported.',
    next: 'Choose a smaller description, or cut it to the parts that are needed.',
  },
  'import.parts-elsewhere': {
    what: '"{file}" needs parts that are elsewhere: {parts}.',
    effect: 'Nothing was read from there, and nothing was imported.',
    next: 'Allow reading parts from the same place, or choose a description that is one file.',
  },
  'import.unreachable': {
    what: 'The description at {address} cannot be read ({why}).',
    effect: 'Nothing was imported.',
    next: 'Check the address, or download the file and choose it here.',
  },
  'import.nothing-offered': {
    what: '"{system}" offers no call by which entries are created or changed.',
    effect: 'Nothing was imported.',
    next: 'Choose another description, or other kinds of entries of it.',
  },
  'import.not-found': {
    what: 'There is no imported system "{system}".',
    effect: 'Nothing was changed.',
    next: 'Look at the list of imported systems, and choose one of them.',
  },
  'import.in-use': {
    what: '"{system}" is used by {flows}.',
    effect: 'It was not removed.',
    next: 'Take its connections out of these flows first.',
  },
  'import.answer-unknown': {
    what: 'There are answers to questions that were not asked: {answers}.',
    effect: 'Nothing was imported.',
    next: 'Answer the questions as they are listed, each by its name.',
  },
} satisfies Record<string, CodeWords>
