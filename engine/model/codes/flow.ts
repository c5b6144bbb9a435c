import type { CodeWords } from './code-words.ts'

/** Problems in the drawing of a flow, and in flow files. */
export const FLOW_CODES = {
  'flow.not-json': {
    what: 'The flow file "{file}" cannot be read: {why}.',
    effect: 'Nothing was run or changed.',
    next: 'Open an earlier version of it, or export the flow again.',
  },
  'flow.not-a-flow': {
    what: 'The file "{file}" is no Sluice flow.',
    effect: 'Nothing was run or changed.',
    next: 'Choose a flow file (its name usually ends in .flow.json).',
  },
  'flow.shape': {
    what: 'The flow does not have the shape of a flow: {where}: {why}.',
    effect: 'Nothing was run or changed.',
    next: 'Correct that place, or export the flow again from Sluice.',
  },
  'flow.newer-format': {
    what: 'The flow was made with a newer Sluice (format {found}; this one reads up to {known}).',
    effect: 'Nothing was run or changed.',
    next: 'Update Sluice, then open it again.',
  },
  'flow.not-found': {
    what: 'There is no flow "{flow}".',
    effect: 'Nothing was run or changed.',
    next: 'Choose one of the flows on Home, or give the path of a flow file.',
  },
  'flow.no-source': {
    what: 'The flow has no start.',
    effect: 'No record can come in.',
    next: 'Add a step that says where records come from, such as "Read a file".',
  },
  'flow.many-sources': {
    what: 'The flow has more than one start: {steps}.',
    effect: 'It cannot run.',
    next: 'Keep one start and make a second flow for the other.',
  },
  'flow.cycle': {
    what: 'The wires go round in a circle: {steps}.',
    effect: 'A record would travel for ever, so the flow cannot run.',
    next: 'Remove one wire of the circle.',
  },
  'flow.conflict': {
    what: 'The flow was changed elsewhere since you opened it.',
    effect: 'Your last edit is not saved yet; nothing is lost.',
    next: 'Reload the saved flow, or save yours as a copy.',
  },
  'wire.to-nowhere': {
    what: 'A wire from "{from}" leads to a step that is not there ("{to}").',
    effect: 'Records on it would have nowhere to go, so the flow cannot run.',
    next: 'Connect the wire to a step, or remove it.',
  },
  'wire.from-nowhere': {
    what: 'A wire to "{to}" begins at a step that is not there ("{from}").',
    effect: 'No record can travel on it.',
    next: 'Remove the wire.',
  },
  'wire.no-such-port': {
    what: '"{step}" has no exit "{port}".',
    effect: 'No record can travel on that wire.',
    next: 'Connect it to one of the exits that the step has.',
  },
  'wire.doubled': {
    what: 'Two wires leave the same exit of "{step}".',
    effect: 'A record can only go one way, so the flow cannot run.',
    next: 'Remove one of the two wires.',
  },
  'wire.into-source': {
    what: 'A wire leads into "{step}", which is a start.',
    effect: 'A start takes no records from other steps, so the flow cannot run.',
    next: 'Remove the wire.',
  },
  'step.unknown-kind': {
    what: 'This version of Sluice does not know the step "{kind}" ({step}).',
    effect: 'The flow cannot run.',
    next: 'Remove the step, or update Sluice.',
  },
  'step.unreachable': {
    what: 'No wire leads to "{step}".',
    effect: 'No record reaches it.',
    next: 'Connect it, or remove it.',
  },
  'step.main-unrouted': {
    what: 'Records that leave "{step}" have nowhere to go.',
    effect: 'The flow cannot run until it is settled.',
    next: 'Connect it to a write, or to "End here".',
  },
  'setting.missing': {
    what: '"{step}" needs {setting}.',
    effect: 'The flow cannot run until it is filled in.',
    next: 'Fill in {setting}.',
  },
  'setting.invalid': {
    what: '{setting} of "{step}" cannot be used: {why}.',
    effect: 'The flow cannot run until it is corrected.',
    next: 'Correct {setting}.',
  },
  'setting.unknown-field': {
    what: '"{step}" uses the field "{field}", which the records do not have there.',
    effect: 'The value would always be empty.',
    next: 'Choose one of the fields that arrive, or add it in an earlier step.',
  },
  'contract.unknown': {
    what: '"{step}" checks against a contract that is not there.',
    effect: 'The flow cannot run until one is chosen.',
    next: 'Choose a contract.',
  },
  'connection.unknown': {
    what: '"{step}" uses a connection that is not there.',
    effect: 'The flow cannot run until one is chosen.',
    next: 'Choose a connection.',
  },
  'connector.unknown': {
    what: 'This version of Sluice has no connector "{connector}" ("{connection}").',
    effect: 'The flow cannot run.',
    next: 'Choose another system, or update Sluice.',
  },
  'operation.unknown': {
    what: '"{step}" asks {connector} for something it cannot do ("{operation}").',
    effect: 'The flow cannot run.',
    next: 'Choose one of the things that {connector} can do.',
  },
  'write.no-match-key': {
    what: '"{step}" has no match key.',
    effect: 'A retry or a second run could write the same thing twice.',
    next: 'Choose the fields that say "this is the same one as before".',
  },
  'write.unsafe': {
    what: '{connector} offers no safe way to repeat what "{step}" does.',
    effect:
      'After a crash or a lost answer the record is held, because nobody can know whether it arrived. It cannot be launched so.',
    next: 'Choose an operation that matches by key, or a system that can be asked what is there.',
  },
  'failure.unrouted': {
    what: 'Records that {exit} at "{step}" fall to the hold list.',
    effect: 'They wait there with their reason; none is lost.',
    next: 'Leave it so, or connect the exit to a step of its own.',
  },
  'launch.system-unproved': {
    what: 'The declaration of {systems} was never checked against a client or a description that others wrote.',
    effect: 'It can be practised with; launched, it might not do what it says.',
    next: 'Use a system that is proved, or prove this one first.',
  },
  'launch.no-owner': {
    what: 'Nobody owns this flow yet.',
    effect: 'It cannot be launched.',
    next: 'Name the person who answers for its logic.',
  },
  'launch.no-alert': {
    what: 'Nobody is told when something goes wrong.',
    effect: 'It cannot be launched.',
    next: 'Name the person to alert.',
  },
  'launch.not-proved': {
    what: 'Running it twice has not been proved for this exact version.',
    effect: 'It cannot be launched.',
    next: 'Run it twice: the second run must create and change nothing.',
  },
  'launch.people-first': {
    what: 'Running it twice has not been proved for this exact version.',
    effect: 'It cannot be launched.',
    next: 'Name the people below first, since they belong to the version; then run it twice.',
  },
  'launch.proof-failed': {
    what: 'The second run of this version created {created} and changed {updated}.',
    effect: 'Running it twice would double or overwrite, so it cannot be launched.',
    next: 'Look at the match keys of the writes, then run it twice again.',
  },
  'launch.problems': {
    what: 'The flow has {count} problems that block it.',
    effect: 'It cannot be launched.',
    next: 'Open Problems and fix them first.',
  },
  'launch.unreconciled': {
    what: '{count} records of the last run are not accounted for.',
    effect: 'It cannot be launched.',
    next: 'This is a defect of Sluice: please report it with the run.',
  },
} satisfies Record<string, CodeWords>
