import type { CodeWords } from './code-words.ts'

/** Versions of flows, shared contracts, and who owns a field. */
export const VERSION_CODES = {
  'version.not-found': {
    what: 'The flow "{flow}" has no saved version {revision}.',
    effect: 'Nothing was changed.',
    next: 'Choose one of the versions in its history.',
  },
  'contract.not-found': {
    what: 'There is no shared contract "{contract}", or not in version {version}.',
    effect: 'Nothing was changed.',
    next: 'Choose one of the shared contracts, or publish it from a flow.',
  },
  'contract.conflict': {
    what: 'The shared contract "{contract}" has a newer version ({latest}) than the one that was changed.',
    effect: 'Nothing was published.',
    next: 'Take over the newer version first, or publish under another name.',
  },
  'contract.refers-to-itself': {
    what: 'The shared contract "{contract}" says that it was made from itself: {path}.',
    effect: 'No flow was changed.',
    next: 'Publish the contract anew from a flow that has it.',
  },
  'truth.other-owner': {
    what: '"{step}" writes {fields}, which {owner} owns.',
    effect: 'The records come from {start}, so they could overwrite what {owner} says. The flow cannot run.',
    next: 'Take {fields} out of the step, start the flow in {owner}, or name another owner in the contract.',
  },
  'record.echo': {
    what: 'It only says what this Sluice itself wrote last.',
    effect: 'The record goes no further, so that two systems do not answer each other for ever.',
    next: 'Nothing is to be done. To let such records through, remove the step "Leave out our own echoes".',
  },
} satisfies Record<string, CodeWords>
