import type { StepKind } from './declare.ts'
import { sampledFields, sampledLeaving, sampledSchema } from './sample-fields.ts'
import { listWords } from './settings.ts'

/** Settings `{fields: string[], samples: object[]}`: what calling flows hand over, and examples to run it alone in practice. */
export const called: StepKind = {
  kind: 'called',
  version: 1,
  group: 'start',
  source: 'flow',
  title: 'When another flow calls',
  about: 'Takes the records that another flow hands over; where a wire ends, they go back to it.',
  synonyms: ['sub-flow', 'subflow', 'reuse', 'shared', 'part', 'function', 'child', 'called'],
  icon: 'flow',
  ports: ['main'],
  fields: sampledFields('record', 'records', 'the calling flow'),
  defaults: () => ({ fields: [], samples: [] }),
  summary(settings) {
    const { fields } = sampledSchema.parse(settings)
    return fields.length === 0 ? 'Takes what is handed over' : `Takes ${listWords(fields)}`
  },
  leaving: sampledLeaving,
  check: () => [],
  plan: () => ({ role: 'source', source: 'flow' }),
}
