import type { CodeWords } from './code-words.ts'

/** Where secrets are kept, how people sign in, and what becomes of sign-ins. */
export const SIGN_IN_CODES = {
  'secrets.passphrase-needed': {
    what: 'The sign-ins in "{folder}" are kept under a passphrase.',
    effect: 'None of them was read or changed.',
    next: 'Set SLUICE_PASSPHRASE, or type the passphrase when you are asked.',
  },
  'secrets.passphrase-wrong': {
    what: 'This is not the passphrase of the sign-ins in "{folder}".',
    effect: 'None of them was read or changed.',
    next: 'Try again with the right one. Without it, remove the saved connections and sign in again.',
  },
  'secrets.key-missing': {
    what: 'The key file "{file}", which opens the sign-ins in "{folder}", is not there.',
    effect: 'None of them was read or changed; flows and runs are as they were.',
    next: 'Bring the file back from a backup or from the computer that the folder was copied from, or remove the saved connections and sign in again.',
  },
  'secrets.key-damaged': {
    what: 'The key file "{file}" is not the one that the sign-ins were sealed with, or is damaged.',
    effect: 'None of them was read or changed.',
    next: 'Bring the right file back from a backup, or remove the saved connections and sign in again.',
  },
  'secrets.key-folder': {
    what: 'The key file "{file}" cannot be read or made ({why}).',
    effect: 'No sign-in was read or changed.',
    next: 'Make its folder readable and writable for you, or choose another with SLUICE_KEYS.',
  },
  'secrets.key-store': {
    what: 'The operating system\'s key store does not open the sign-ins in "{folder}".',
    effect: 'None of them was read or changed; flows and runs are as they were.',
    next: 'Sign in to this computer as the person who saved them, or remove the saved connections and sign in again.',
  },
  'secrets.desktop-only': {
    what: 'The sign-ins in "{folder}" are kept by the operating system\'s key store, which only the desktop app opens.',
    effect: 'None of them was read or changed.',
    next: 'Use the desktop app, or start it once with SLUICE_PASSPHRASE set: then that passphrase opens them here as well.',
  },
  'secrets.damaged': {
    what: 'A sign-in in "{folder}" is damaged.',
    effect: 'It was left as it is; the others are not touched.',
    next: 'Sign in again, or restore a backup of the folder.',
  },
  'sign-in.ended': {
    what: 'The sign-in of "{connection}" has ended ({message}).',
    effect: 'Nothing is sent with it; records wait.',
    next: 'Sign in again.',
  },
  'sign-in.answer-lost': {
    what: 'A new sign-in for "{connection}" was made, but the answer with it was lost.',
    effect: 'The earlier one does not count any more. Nothing is sent; records wait.',
    next: 'Sign in again.',
  },
  'sign-in.unavailable': {
    what: 'The sign-in of "{connection}" could not be renewed: {address} does not answer ({why}).',
    effect: 'It stays as it is and is tried again.',
    next: 'Wait, or check the address.',
  },
  'sign-in.refused': {
    what: '{system} did not give a sign-in ({message}).',
    effect: 'Nothing was saved.',
    next: 'Try again, or ask whoever manages {system}.',
  },
  'sign-in.consent-refused': {
    what: 'In {system}, the access was not allowed.',
    effect: 'Nothing was saved.',
    next: 'Begin again and allow it, or ask somebody who may.',
  },
  'sign-in.other-answer': {
    what: 'The answer that came back from the browser does not belong to this sign-in.',
    effect: 'It was thrown away, and nothing was saved.',
    next: 'Begin the sign-in again.',
  },
  'sign-in.late': {
    what: 'Nobody finished the sign-in in time.',
    effect: 'Nothing was saved.',
    next: 'Begin it again.',
  },
  'sign-in.cancelled': {
    what: 'The sign-in was cancelled.',
    effect: 'Nothing was saved.',
    next: 'Begin it again whenever you like.',
  },
  'sign-in.unknown': {
    what: 'This sign-in is not under way.',
    effect: 'Nothing was changed.',
    next: 'Begin it again.',
  },
  'sign-in.no-such-way': {
    what: '{system} offers no such way to sign in.',
    effect: 'Nothing was saved.',
    next: 'Choose one of: {choices}.',
  },
  'saved.not-found': {
    what: 'There is no saved connection "{connection}".',
    effect: 'Nothing was changed.',
    next: 'Choose one that the list of connections shows.',
  },
  'saved.in-use': {
    what: '"{connection}" stands in {count} flows.',
    effect: 'It was not removed.',
    next: 'Put another connection there first: {flows}.',
  },
  'saved.other-system': {
    what: '"{connection}" leads to {system}, and this place in the flow wants {wanted}.',
    effect: 'Nothing was changed.',
    next: 'Choose a saved connection to {wanted}.',
  },
  'saved.other-slot': {
    what: '"{connection}" was saved for {slot}.',
    effect: 'It was not put here, so that practice never reaches live data.',
    next: 'Choose one that was saved for this slot, or save another.',
  },
  'saved.value-missing': {
    what: '{system} also needs to know: {value}.',
    effect: 'Nothing was saved.',
    next: 'Fill it in and save again.',
  },
  'sign-in.found': {
    what: 'The check of the sign-in "{connection}" found something to see to ({words}).',
    effect: 'Records of this flow may come to wait.',
    next: 'Sign in again, or have what is missing given to it.',
  },
  'saved.signed-out': {
    what: '"{connection}" is signed out.',
    effect: 'Nothing is sent with it.',
    next: 'Sign in again.',
  },
} satisfies Record<string, CodeWords>
