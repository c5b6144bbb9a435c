import type { CodeWords } from './code-words.ts'

/** Records that come by themselves: webhooks, events, schedules, asking a system, watching a folder. */
export const TRIGGER_CODES = {
  'hook.signature': {
    what: 'The signature of the event is not right.',
    effect: 'The event was not taken.',
    next: 'Sign with the secret that this server was given for the flow, over the body exactly as it is sent.',
  },
  'hook.no-secret': {
    what: 'The flow "{flow}" asks for signed events, and this server has no secret for it yet.',
    effect: 'The event was not taken.',
    next: 'Give the server the secret of the flow, then send the event again.',
  },
  'hook.too-slow': {
    what: 'The event did not arrive within {limit}.',
    effect: 'It was not taken.',
    next: 'Send it again.',
  },
  'hook.wrong-type': {
    what: 'A body of the type "{type}" cannot be read as a record.',
    effect: 'It was not taken.',
    next: 'Send JSON, with the header "Content-Type: application/json".',
  },
  'hook.not-an-event': {
    what: 'What was posted is not a CloudEvent: {why}.',
    effect: 'No event was taken.',
    next: 'Send events as CloudEvents 1.0 describes for HTTP.',
  },
  'hook.type-unwanted': {
    what: 'The flow "{flow}" takes no events of the type "{type}".',
    effect: 'No event was taken.',
    next: 'Send events of one of these types: {types}.',
  },
  'file.not-workbook': {
    what: '"{file}" cannot be read as an Excel workbook: {why}.',
    effect: 'No records were read.',
    next: 'Open it in a spreadsheet, save it as XLSX or CSV without a password, and choose that file.',
  },
  'file.sheet-missing': {
    what: '"{file}" has no sheet named "{sheet}".',
    effect: 'No records were read.',
    next: 'Choose one of its sheets: {sheets}.',
  },
  'file.too-large': {
    what: 'The file "{file}" has {size}, more than the {limit} that a file of this kind may have.',
    effect: 'No records were read.',
    next: 'Save it as CSV, which may have any size, and choose that file.',
  },
  'file.not-records': {
    what: 'The JSON in "{file}" holds no list of records: {why}.',
    effect: 'No records were read.',
    next: 'Export it as JSON Lines, with one record on each line, or as one list of records.',
  },
  'file.line-unreadable': {
    what: 'Record {row} cannot be read: {why}.',
    effect: 'The record is held with its beginning, the others go on.',
    next: 'Correct it in the file and run again.',
  },
  'folder.missing': {
    what: 'The folder "{folder}" is not there.',
    effect: 'No file was taken; the folder is looked at again and again.',
    next: 'Make the folder, or choose another one in the step.',
  },
  'folder.unreadable': {
    what: 'The folder "{folder}" cannot be read ({why}).',
    effect: 'No file was taken; the folder is looked at again and again.',
    next: 'Allow Sluice to read it, or choose another one in the step.',
  },
  'folder.empty': {
    what: 'There is no file to read in the folder "{folder}".',
    effect: 'No records were read.',
    next: 'Put a file into it, or choose another folder in the step.',
  },
  'schedule.invalid': {
    what: '"{cron}" is not a time to start at: {why}.',
    effect: 'The flow does not start by itself.',
    next: 'Choose the times in the first step again.',
  },
  'schedule.time-zone': {
    what: 'The time zone "{timeZone}" is not known.',
    effect: 'The flow does not start by itself.',
    next: 'Choose a time zone in the settings of the flow.',
  },
  'poll.no-list': {
    what: '{system} does not offer "{operation}" for asking what changed.',
    effect: 'No records were read.',
    next: 'Choose what to ask for in the first step again.',
  },
  'trigger.called-only': {
    what: 'The flow "{flow}" runs only as a part of other flows.',
    effect: 'It does not start by itself.',
    next: 'Start the flow that it is a part of.',
  },
} satisfies Record<string, CodeWords>
