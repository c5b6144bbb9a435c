import type { CodeWords } from './code-words.ts'

/** What may become different in a connected system. */
export const DRIFT_CODES = {
  'drift.renamed': {
    what: 'In {object} of {system}, {field} became {to}.',
    effect: 'It concerns {steps}: what is written or read there would be missing or refused.',
    next: 'Read the fields of the connection again and point the steps to {to}.',
  },
  'drift.gone': {
    what: '{system} no longer has the field {field} in {object}.',
    effect: 'It concerns {steps}: records would be refused, or arrive without it.',
    next: 'Choose another field in the steps, or ask whoever looks after {system} why it went.',
  },
  'drift.required': {
    what: '{system} now demands {field} for {object}.',
    effect: 'It concerns {steps}: new records without it would be refused and held.',
    next: 'Give the field a value in those steps before the next run.',
  },
  'drift.read-only': {
    what: '{field} in {object} of {system} can no longer be written.',
    effect: 'It concerns {steps}: records that bring it would be refused.',
    next: 'Leave the field out in those steps.',
  },
  'drift.not-unique': {
    what: '{field} in {object} of {system} is no longer unique.',
    effect: 'It concerns {steps}: a match key must be unique, or one record could change several entries.',
    next: 'Choose another field to match by, or make it unique again in {system}.',
  },
  'drift.type': {
    what: 'Values of {field} in {object} of {system} look different: they were {before}, and now there are {now}.',
    effect: 'It concerns {steps}: values could be misread or refused.',
    next: 'Look at a few entries in {system}, then set the steps accordingly.',
  },
  'drift.choices': {
    what: '{field} in {object} of {system} no longer offers {before}.',
    effect: 'It concerns {steps}: records with such a value would be refused and held.',
    next: 'Map those values to ones that are offered: {now}.',
  },
  'drift.new': {
    what: '{system} has a new field {field} in {object}.',
    effect: '',
    next: 'Nothing needs to be done; the field can be used.',
  },
} satisfies Record<string, CodeWords>
