import type { CodeWords } from './code-words.ts'

/** What can happen to a record, and to the calls made for it. */
export const RECORD_CODES = {
  'record.rejected': {
    what: '{problems}.',
    effect: 'The record stopped at the check; nothing was written for it.',
    next: 'Correct the value where it comes from, or change the contract.',
  },
  'record.duplicate': {
    what: 'It is the same as {other}.',
    effect: 'It stopped here, so that nothing is doubled.',
    next: 'Nothing to do.',
  },
  'record.empty-list': {
    what: 'The list has no items.',
    effect: 'No record was made of it; it is counted as filtered.',
    next: 'Nothing to do.',
  },
  'person.expired': {
    what: '{person} did not answer in time.',
    effect: 'Nothing was written for it from there on.',
    next: 'Decide now, or give people more time in the step.',
  },
  'record.no-key': {
    what: 'The match key is empty: {fields}.',
    effect: 'It cannot be told apart from others, so it is held.',
    next: 'Fill in one of these fields where the record comes from.',
  },
  'record.cannot-clean': {
    what: '{field} "{value}" cannot be cleaned: {why}.',
    effect: 'The record stopped at this step; nothing was written for it.',
    next: 'Correct the value where it comes from, or change the cleaning rule.',
  },
  'record.unreadable': {
    what: 'The record cannot be read: {why}.',
    effect: 'It is held; the others go on.',
    next: 'Correct it where it comes from and send it again.',
  },
  'record.too-large': {
    what: 'The record has {size}, more than the limit of {limit}.',
    effect: 'It is held; the others go on.',
    next: 'Send a smaller record.',
  },
  'record.ended-here': {
    what: 'The flow ends this record at "{step}" on purpose.',
    effect: 'Nothing was written for it from there on.',
    next: 'Nothing to do.',
  },
  'call.refused': {
    what: '{system} did not accept the record: {message}.',
    effect: 'Nothing was written for it.',
    next: 'Correct the value that it names, then run again.',
  },
  'call.not-found': {
    what: '{system} does not know what the record refers to: {message}.',
    effect: 'Nothing was written for it.',
    next: 'Create it there first, or correct the reference.',
  },
  'call.unavailable': {
    what: '{system} does not answer ({why}).',
    effect: 'Nothing was lost; records that are not delivered wait.',
    next: 'Check that it is running and reachable, then run again: the run continues where it stopped.',
  },
  'call.rate-limited': {
    what: '{system} asks to go slower.',
    effect: 'Records wait; none is lost.',
    next: 'Nothing to do: sending goes on when the wait is over.',
  },
  'call.sign-in': {
    what: '{system} did not accept the sign-in ({message}).',
    effect: 'Nothing was written; the records wait.',
    next: 'Renew the sign-in of the connection, then run again: the run continues where it stopped.',
  },
  'call.unrecognised': {
    what: '{system} gave an answer that nobody recognises (status {status}).',
    effect: 'It is not taken for a success; the record is held.',
    next: 'Look at the answer under Details.',
  },
  'call.outcome-unknown': {
    what: 'The answer of {system} to a write was lost, and there is no way to look whether it arrived.',
    effect: 'It is not repeated, so that nothing is doubled; the record is held.',
    next: 'Look in {system} whether it is there, then settle it by hand.',
  },
  'call.blocked': {
    what: 'A call to {address} was stopped: {why}.',
    effect: 'Nothing was sent there.',
    next: 'In practice, use a practice system or your own sandbox account. Otherwise, give the connection the address that it should have.',
  },
  'run.stopped': {
    what: 'The run was stopped.',
    effect: '{waiting} records wait; none is lost.',
    next: 'Run again: it continues where it stopped.',
  },
  'run.not-found': {
    what: 'There is no run "{run}".',
    effect: '',
    next: 'Choose one of the runs of the flow.',
  },
  'run.busy': {
    what: 'The flow is running already.',
    effect: 'Nothing was started.',
    next: 'Wait until it has finished, or stop it.',
  },
  'run.interrupted': {
    what: 'The run ended before it was finished.',
    effect: '{waiting} records wait; none is lost.',
    next: 'Run again: it continues where it stopped.',
  },
  'run.unreconciled': {
    what: 'The counts of the run do not agree with its journal ({count} records differ).',
    effect: 'What was written stays written; the journal has every record.',
    next: 'This is a defect of Sluice: please report it with the run.',
  },
  'run.no-input': {
    what: 'The run has nothing to read: "{step}" has no file or sample.',
    effect: 'No records were read.',
    next: 'Choose a file in "{step}", drop one on it, or paste a sample event.',
  },
} satisfies Record<string, CodeWords>
