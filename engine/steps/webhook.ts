import * as z from 'zod'
import type { StepKind } from './declare.ts'
import { fieldNames, listWords } from './settings.ts'

const settingsSchema = z.object({
  fields: fieldNames,
  samples: z.array(z.record(z.string(), z.json())).max(1000).catch([]),
})

/** Settings `{fields: string[], samples: object[]}`: the names that events are expected to carry, and events to try in practice. */
export const webhook: StepKind = {
  kind: 'webhook',
  version: 1,
  group: 'start',
  title: 'Webhook',
  about: 'Takes each event that another system sends to an address of its own.',
  synonyms: ['http', 'event', 'post', 'form', 'incoming', 'receive', 'trigger', 'hook'],
  icon: 'webhook',
  ports: ['main'],
  fields: [
    {
      kind: 'record-fields',
      key: 'fields',
      label: 'Fields of an event',
      help: 'The names that the sending system uses. Others pass as well.',
    },
    {
      kind: 'samples',
      key: 'samples',
      label: 'Sample events',
      help: 'Events to run in practice. Paste what the sending system posts.',
      fieldsKey: 'fields',
    },
  ],
  defaults: () => ({ fields: [], samples: [] }),
  summary(settings) {
    const { fields } = settingsSchema.parse(settings)
    return fields.length === 0 ? 'Takes events' : `Takes ${listWords(fields)}`
  },
  leaving(settings) {
    const { fields } = settingsSchema.parse(settings)
    return fields.length > 0 ? fields : undefined
  },
  check: () => [],
  plan: () => ({ role: 'source', source: 'webhook' }),
}
