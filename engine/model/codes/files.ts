import type { CodeWords } from './code-words.ts'

/** Reading files of records. */
export const FILE_CODES = {
  'file.missing': {
    what: 'The file "{file}" is not there.',
    effect: 'No records were read.',
    next: 'Check the name, or choose another file.',
  },
  'file.unreadable': {
    what: 'The file "{file}" cannot be opened ({why}).',
    effect: 'No records were read.',
    next: 'Check that you may read it, or copy it somewhere else and choose it there.',
  },
  'file.empty': {
    what: 'The file "{file}" is empty.',
    effect: 'No records were read.',
    next: 'Export it again from where it comes from, then choose it again.',
  },
  'file.no-rows': {
    what: 'The file "{file}" has a header but no rows.',
    effect: 'No records were read.',
    next: 'Check the export that made it, then run again.',
  },
  'file.not-csv': {
    what: '"{file}" is not a table of text: {why}.',
    effect: 'No records were read.',
    next: 'Save it as CSV (from a spreadsheet: File, Save as, CSV) and choose that file.',
  },
  'file.header-duplicate': {
    what: 'The column name "{column}" stands {times} times in the header of "{file}".',
    effect: 'The later ones are read as {renamed}; no value is lost.',
    next: 'Use those names in the steps, or rename the columns in the file.',
  },
  'file.header-blank': {
    what: 'Column {position} of "{file}" has no name.',
    effect: 'It is read as "{renamed}"; no value is lost.',
    next: 'Use that name in the steps, or name the column in the file.',
  },
  'file.encoding-assumed': {
    what: 'The file "{file}" does not say how its letters are written; it was read as Windows (Western European).',
    effect: 'Letters with accents may be wrong; plain letters and digits are not.',
    next: 'Look at the first rows. If letters are wrong, save the file as "CSV UTF-8" and choose that file.',
  },
  'file.characters-replaced': {
    what: 'Some characters in "{file}" are damaged.',
    effect: 'Each of them is read as "\ufffd"; everything else is as written.',
    next: 'Export the file again from where it comes from, or go on if it does not matter.',
  },
  'file.row-ragged': {
    what: 'Row {row} has {found} values where the header has {expected} columns.',
    effect: 'The record is held, the others go on.',
    next: 'Correct the row in the file and run again.',
  },
  'file.row-too-large': {
    what: 'Row {row} has {size}, more than the {limit} that a record may have.',
    effect: 'The record is held with the first 1,000 characters of each value; the others go on.',
    next: 'Shorten the row in the file and run again.',
  },
  'file.quote-unclosed': {
    what: 'A quotation mark that opens near row {row} is never closed.',
    effect: 'The records before it were read; what follows is held as one record, with its beginning only.',
    next: 'Close the quotation mark in the file and run again.',
  },
  'file.changed': {
    what: 'The file "{file}" changed since the run began.',
    effect: 'The unfinished run keeps its records; nothing was written twice.',
    next: 'Run again: it starts a new run on the changed file.',
  },
} satisfies Record<string, CodeWords>
