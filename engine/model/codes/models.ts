import type { CodeWords } from './code-words.ts'

/** Steps that ask a model: what it answered, what it may cost, and what it is proved by. */
export const MODEL_CODES = {
  'model.unsure': {
    what: 'The model answered {answer}, but is only {confidence}% sure where the step asks for {threshold}% ({because}).',
    effect: 'Nothing was decided from it; a person decides. The model saw: {saw}.',
    next: 'Say what is right: the answer becomes a labelled sample of the step.',
  },
  'model.refused': {
    what: 'The model refused to answer ({said}).',
    effect: 'Nothing was decided; a person decides. The model saw: {saw}.',
    next: 'Say what is right, or describe the choices more plainly in the step.',
  },
  'model.unusable': {
    what: 'The answer of the model was not of the form that was asked for ({why}). It said: {said}.',
    effect: 'Nothing was taken over from it; a person decides. The model saw: {saw}.',
    next: 'Say what is right. If it happens often, choose another model in the step.',
  },
  'model.not-answered': {
    what: '{system} did not answer the question: {message}.',
    effect: 'Nothing was decided; the same question would be refused again.',
    next: 'Mend what it names: the name of the model, the quota of the account, or the length of the record. Then replay it.',
  },
  'model.ceiling-waits': {
    what: '"{step}" has used what it may use in one day of a run: {most}.',
    effect: 'Its records wait, and go on by themselves after midnight (UTC); the others go on now.',
    next: 'Nothing to do, or raise the ceiling in the step and run again.',
  },
  'model.ceiling-holds': {
    what: '"{step}" has used what it may use in one day of a run: {most}.',
    effect: 'The model was not asked any more; the record is held.',
    next: 'Replay it tomorrow, or raise the ceiling in the step.',
  },
  'model.no-connection': {
    what: '"{step}" asks {connector}, which answers no questions to a model.',
    effect: 'The flow cannot run until another connection is chosen.',
    next: 'Choose a connection to a system with models, or to the practice model.',
  },
  'model.sees-nothing': {
    what: '"{step}" shows the model no field that it could answer from.',
    effect: 'It would answer without having seen the record.',
    next: 'Choose the fields that the model may see.',
  },
  'model.personal': {
    what: '"{step}" sends personal values as they are: {fields}.',
    effect: 'They leave for the system of the model with every record.',
    next: 'Take them out unless the model must see them; stand-ins are put back into its answer.',
  },
  'model.not-evaluated': {
    what: 'Nobody measured how often "{step}" is right in this version of the flow.',
    effect: 'How much can be left to the model is not known.',
    next: 'Evaluate it on labelled samples: sluice evaluate, or the Evaluate tab of the step.',
  },
  'model.poor': {
    what: 'On {samples} labelled samples "{step}" was right in {accuracy}% of those that it decided alone.',
    effect: 'One of ten decisions or more would be wrong without anybody seeing it.',
    next: 'Raise the threshold to {suggested}%, describe the choices more plainly, or choose another model.',
  },
  'evaluate.no-step': {
    what: 'The flow "{flow}" has no step of that name that asks a model.',
    effect: 'Nothing was evaluated.',
    next: 'Name one of: {steps}.',
  },
  'evaluate.no-corrections': {
    what: 'Nobody has corrected what "{step}" was not sure of yet.',
    effect: 'Nothing was evaluated.',
    next: 'Lead its Needs a person exit to a step where a person corrects, chooses or approves; or give a file of samples.',
  },
  'evaluate.no-samples': {
    what: 'None of the samples has a right answer in the field "{field}".',
    effect: 'Nothing was evaluated.',
    next: 'Put the right answer of each sample into that field, or name another with --answer.',
  },
} as const satisfies Record<string, CodeWords>
