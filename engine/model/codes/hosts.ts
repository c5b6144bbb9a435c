import type { CodeWords } from './code-words.ts'

/** The places Sluice runs in: data folder, database, ports, practice systems, connection to the screen. */
export const HOST_CODES = {
  'data.not-writable': {
    what: 'The data folder "{folder}" cannot be used ({why}).',
    effect: 'Nothing was read or written.',
    next: 'Choose another folder with --data, or make this one writable.',
  },
  'data.full': {
    what: 'There is no room left where Sluice keeps its data ("{folder}").',
    effect: 'What was confirmed is kept; nothing was lost.',
    next: 'Make room, then run again: the run continues where it stopped.',
  },
  'data.locked': {
    what: 'Another program keeps the data in "{folder}" to itself.',
    effect: 'What was confirmed is kept; nothing was lost.',
    next: 'Close what may be using it (a backup, a database viewer), then run again: the run continues where it stopped.',
  },
  'data.owned': {
    what: 'The data folder "{folder}" is in use by another Sluice (process {pid}, since {since}).',
    effect: 'Nothing was read or written.',
    next: 'Close it first, or choose another folder with --data.',
  },
  'data.damaged': {
    what: 'The database in "{folder}" is damaged ({why}).',
    effect: 'It was left as it is; nothing was overwritten.',
    next: 'Restore a backup of the folder, or start with a new one by --data.',
  },
  'data.newer': {
    what: 'The data folder "{folder}" was written by a newer Sluice (version {found}; this one knows {known}).',
    effect: 'Nothing was read or written.',
    next: 'Update Sluice, or choose another folder with --data.',
  },
  'port.taken': {
    what: 'Port {port} is taken by another program.',
    effect: 'Nothing was started.',
    next: 'Choose another with --port, or leave it out to use a free one.',
  },
  'practice.unavailable': {
    what: 'The practice systems did not start ({why}).',
    effect: 'Nothing was run.',
    next: 'Start them with "practice serve" and read what it says.',
  },
  'practice.owned': {
    what: 'The practice systems of "{folder}" are already running (process {pid}).',
    effect: 'Nothing was started.',
    next: 'Use those, or stop them first.',
  },
  'practice.faults': {
    what: 'These faults cannot be set ({why}).',
    effect: 'The practice system stays as it was.',
    next: 'Correct what is named, then set them again.',
  },
  'practice.unknown': {
    what: 'There is no practice system "{system}" with "{object}".',
    effect: '',
    next: 'Choose one of: {choices}.',
  },
  'slot.live-key': {
    what: 'This is a live account of {system} ({account}).',
    effect: 'It was refused, so that practice cannot reach live data.',
    next: 'Use the practice system, or a sandbox account of {system}.',
  },
  'slot.unreachable': {
    what: '{system} at {address} does not answer ({why}).',
    effect: 'The sign-in was not saved.',
    next: 'Check the address and try again.',
  },
  'slot.refused': {
    what: '{system} does not accept this token ({message}).',
    effect: 'The sign-in was not saved.',
    next: 'Check the token and try again.',
  },
  'host.link-used': {
    what: 'This start link has been used or is too old.',
    effect: 'Nothing is lost.',
    next: 'Start Sluice again, or open the link that the terminal prints now.',
  },
  'host.disconnected': {
    what: 'The part of Sluice behind this window stopped.',
    effect: 'What was saved is kept; a run continues where it stopped.',
    next: 'Wait a moment while it starts again, or start Sluice again.',
  },
  'host.incident': {
    what: 'Sluice met a defect of its own (incident {incident}).',
    effect: 'What was confirmed is kept.',
    next: 'Try again; if it happens again, report the incident number.',
  },
  'usage.invalid': {
    what: '{why}.',
    effect: '',
    next: 'See --help.',
  },
} satisfies Record<string, CodeWords>
