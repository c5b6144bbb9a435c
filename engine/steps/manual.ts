import type { StepKind } from './declare.ts'
import { sampledFields, sampledLeaving, sampledSchema } from './sample-fields.ts'
import { listWords } from './settings.ts'

/** Settings `{fields: string[], samples: object[]}`. A run takes the samples, or the records that it is given. */
export const manual: StepKind = {
  kind: 'manual',
  version: 1,
  group: 'start',
  source: 'manual',
  title: 'By hand',
  about: 'Takes records that a person types or pastes, whenever somebody starts the flow.',
  synonyms: ['manual', 'type', 'paste', 'sample', 'button', 'start', 'test', 'try'],
  icon: 'manual',
  ports: ['main'],
  fields: sampledFields('record', 'records', 'the table'),
  defaults: () => ({ fields: [], samples: [] }),
  summary(settings) {
    const { fields } = sampledSchema.parse(settings)
    return fields.length === 0 ? 'Takes what is typed in' : `Takes ${listWords(fields)}`
  },
  leaving: sampledLeaving,
  check: () => [],
  plan: () => ({ role: 'source', source: 'manual' }),
}
