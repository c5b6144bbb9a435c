import type { Outcome, PortName } from '../model/ports.ts'
import type { StepKind } from './declare.ts'

const OUTCOME_OF: Record<PortName, Outcome> = {
  main: 'discarded',
  error: 'discarded',
  duplicate: 'duplicate',
  rejected: 'rejected',
  'low-confidence': 'discarded',
}

/** No settings. The outcome follows from the exit that the record came from. */
export const end: StepKind = {
  kind: 'end',
  version: 1,
  group: 'end',
  title: 'End here',
  about: 'Ends records on purpose: nothing more happens to them, and they are counted.',
  synonyms: ['discard', 'stop', 'drop', 'ignore', 'finish', 'nothing'],
  icon: 'end',
  ports: [],
  fields: [],
  defaults: () => ({}),
  summary: () => 'Records stop here and are counted',
  leaving: (_settings, arriving) => arriving,
  check: () => [],
  plan: () => ({ role: 'end', outcome: (cameFrom) => OUTCOME_OF[cameFrom] }),
}
