import type { CodeWords } from './code-words.ts'

/** Signed bundles: making, verifying, sending. */
export const BUNDLE_CODES = {
  'bundle.not-a-bundle': {
    what: '"{file}" is not a Sluice bundle.',
    effect: 'Nothing was read from it.',
    next: 'Choose the file that Launch saved.',
  },
  'bundle.changed': {
    what: 'The bundle was changed after it was signed.',
    effect: 'Nothing was read from it.',
    next: 'Ask its sender for the original, or sign and send it again.',
  },
  'bundle.unknown-key': {
    what: 'The bundle is signed with a key that is not trusted here ({key}).',
    effect: 'Nothing was read from it.',
    next: "Add the signer's key file with --trust, if you know the signer.",
  },
  'bundle.newer-engine': {
    what: 'The bundle was made for a newer Sluice (engine {found}; this one is {known}).',
    effect: 'Nothing was installed.',
    next: 'Update Sluice here, then send it again.',
  },
  'bundle.key-unreadable': {
    what: 'The key in "{file}" cannot be used: {why}.',
    effect: 'Nothing was signed or trusted with it.',
    next: 'Choose the key file that the signer exported from Launch.',
  },
  'bundle.blocked': {
    what: 'The launch checklist of the bundle does not pass here: {rows}.',
    effect: 'Nothing was installed.',
    next: 'Complete those rows and send it again.',
  },
  'bundle.hash-mismatch': {
    what: 'The flow in the bundle is not the one that its evidence belongs to.',
    effect: 'Nothing was installed.',
    next: 'Sign and send it again from Sluice.',
  },
  'server.unreachable': {
    what: 'The server at {address} does not answer ({why}).',
    effect: 'Nothing was sent.',
    next: 'Check the address and that the server is running, then send again.',
  },
  'server.refused': {
    what: 'The server at {address} refused: {message}.',
    effect: 'Nothing was installed.',
    next: 'Follow what it says, then send again.',
  },
  'server.sign-in': {
    what: 'The server does not accept this token.',
    effect: 'Nothing was sent.',
    next: 'Use the token that the server printed at its first start.',
  },
  'server.slot-missing': {
    what: 'The connection "{connection}" has no live sign-in on this server yet.',
    effect: 'The flow stays paused.',
    next: 'Give it an address and a token on the server, then start the flow.',
  },
  'server.not-running': {
    what: 'The flow "{flow}" is paused on this server.',
    effect: 'The record was not taken.',
    next: 'Start the flow on the server, then send it again.',
  },
  'server.not-a-record': {
    what: 'What was posted is not a record: {why}.',
    effect: 'No record was taken.',
    next: 'Post one JSON object with a name and a value for each field.',
  },
  'server.too-large': {
    what: 'What was sent is larger than the limit of {limit}.',
    effect: 'Nothing was taken.',
    next: 'Send less at once.',
  },
  'server.key-reused': {
    what: 'The Idempotency-Key "{key}" was used before for another record.',
    effect: 'The record was not taken.',
    next: 'Give every record a key of its own, and repeat a record only with its own key.',
  },
  'server.wrong-intake': {
    what: 'The flow "{flow}" takes its records from {kind}.',
    effect: 'The record was not taken.',
    next: 'Send them to {address}.',
  },
  'server.nothing-here': {
    what: 'There is nothing at {method} {path}.',
    effect: 'Nothing was read or changed.',
    next: 'Check the address.',
  },
  'slot.address': {
    what: 'The address "{address}" cannot be used for a live sign-in: {why}.',
    effect: 'The sign-in was not saved.',
    next: 'Give the address of the system, such as https://api.example.com.',
  },
} satisfies Record<string, CodeWords>
