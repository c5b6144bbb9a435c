import type { CodeWords } from './code-words.ts'

/** What people do about records afterwards: the hold list, undo, pause, and questions to people. */
export const OPERATE_CODES = {
  'hold.not-found': {
    what: 'The hold list has no entry {hold}.',
    effect: 'Nothing was changed.',
    next: 'Choose one of the entries that the hold list shows.',
  },
  'hold.settled': {
    what: 'Entry {hold} is off the hold list already: {how}.',
    effect: 'Nothing was changed.',
    next: 'Nothing to do, or choose an entry that still waits.',
  },
  'hold.step-gone': {
    what: 'The step "{step}", where record "{label}" stopped, is not in the version that was chosen.',
    effect: 'Nothing was replayed.',
    next: 'Replay it from the start, or on the version that it began with.',
  },
  'hold.may-double': {
    what: 'An earlier write of record "{label}" may have arrived in {system}, and nobody can look there.',
    effect: 'It was not replayed, so that nothing is doubled.',
    next: 'Look in {system} and settle it by hand, or replay it saying that it may be sent twice.',
  },
  'hold.overtaken': {
    what: 'Record "{label}" is the same as {other}, which went on while it waited.',
    effect: 'It was not replayed, so that nothing is doubled.',
    next: 'Replay it from the start, where the flow decides about it again, or settle it by hand.',
  },
  'hold.under-way': {
    what: 'The run that record "{label}" belongs to is still under way.',
    effect: 'Nothing was changed.',
    next: 'Wait until the run has come to rest, or pause the flow.',
  },
  'hold.nothing-chosen': {
    what: 'No entry of the hold list was chosen.',
    effect: 'Nothing was changed.',
    next: 'Choose the entries that are meant.',
  },
  'run.other-target': {
    what: 'The connections of the flow lead elsewhere than when the run wrote its records.',
    effect: 'Nothing was sent to the other place.',
    next: 'Lead the connections back to where the run wrote, then try again.',
  },
  'run.other-input': {
    what: 'The input "{input}" is not the one any more that the run was reading.',
    effect: 'The run stays as it is; none of its records is lost.',
    next: 'Bring the earlier input back, or run the flow anew.',
  },
  'run.over': {
    what: 'The run has finished.',
    effect: 'There is nothing left of it to go on with.',
    next: 'Nothing to do, or run the flow anew.',
  },
  'run.live-elsewhere': {
    what: 'The run writes into live systems, and their sign-ins are not kept here.',
    effect: 'Nothing was changed.',
    next: 'Say where its connections lead in the same command that made the run.',
  },
  'undo.not-offered': {
    what: '{system} offers no way to take this back.',
    effect: 'It stays as it was written.',
    next: 'Change it in {system} by hand where that is needed.',
  },
  'undo.cannot-look': {
    what: '{system} offers no way to see whether somebody changed it since.',
    effect: 'It stays as it was written, so that nobody loses work.',
    next: 'Look in {system} and take it back by hand.',
  },
  'undo.before-unknown': {
    what: 'What was there before the write is not known.',
    effect: 'It stays as it was written.',
    next: 'Change it in {system} by hand where that is needed.',
  },
  'undo.uncertain': {
    what: 'Whether it was written is not known.',
    effect: 'Nothing was taken back.',
    next: 'Look in {system} whether it is there, and settle the record by hand.',
  },
  'undo.changed': {
    what: 'Somebody changed it in {system} since: {fields}.',
    effect: 'It was left as it is, so that nobody loses work.',
    next: 'Look at it in {system} and decide there.',
  },
  'undo.gone': {
    what: 'It is not in {system} any more: somebody deleted it since.',
    effect: 'There was nothing left to take back.',
    next: 'Nothing to do.',
  },
  'undo.interrupted': {
    what: '{system} did not take the change back: {why}.',
    effect: 'What was taken back stays so; the others are as they were written.',
    next: 'Undo again when it answers: it goes on where it stopped.',
  },
  'undo.under-way': {
    what: 'The run is still under way.',
    effect: 'Nothing was taken back.',
    next: 'Pause the flow, or wait until the run has ended, then undo.',
  },
  'flow.paused': {
    what: 'The flow "{flow}" is paused.',
    effect: 'It takes no new records; those that wait are kept.',
    next: 'Resume the flow.',
  },
  'task.not-found': {
    what: 'There is no question {task}.',
    effect: 'Nothing was changed.',
    next: 'Choose one of the open questions.',
  },
  'task.answered': {
    what: '{person} answered this question already.',
    effect: 'That answer stays; the other one was not taken.',
    next: 'Nothing to do, or talk to {person}.',
  },
  'task.closed': {
    what: 'The time for this question is over.',
    effect: 'The record went on without an answer.',
    next: 'Look at the record in its run; when it is held, decide about it on the hold list.',
  },
  'task.other-answer': {
    what: 'The question cannot be answered by "{answer}".',
    effect: 'Nothing was changed.',
    next: 'Answer it by one of these: {answers}.',
  },
  'task.other-field': {
    what: 'The question does not ask for {fields}.',
    effect: 'Nothing was changed.',
    next: 'Correct these fields only: {asked}.',
  },
  'person.declined': {
    what: '{person} declined it.',
    effect: 'Nothing was written for it from there on.',
    next: 'Nothing to do, or talk to {person}.',
  },
  'person.reminded': {
    what: '{person} was reminded of a question that is still open: {question}.',
    effect: 'The record waits.',
    next: 'Answer the question.',
  },
  'person.escalated': {
    what: '{person} is asked now, because {before} did not answer: {question}.',
    effect: 'The record waits.',
    next: 'Answer the question.',
  },
} satisfies Record<string, CodeWords>
