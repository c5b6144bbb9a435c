import type { Outcome, PortName } from '../model/ports.ts'
import type { StepKind } from './declare.ts'

/** What ends here on purpose was discarded, unless the exit that it came from says better what became of it. */
const outcomeOf = (cameFrom: PortName): Outcome =>
  cameFrom === 'duplicate' || cameFrom === 'rejected' || cameFrom === 'stale' || cameFrom === 'filtered'
    ? cameFrom
    : 'discarded'

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
  plan: () => ({ role: 'end', outcome: outcomeOf }),
}
