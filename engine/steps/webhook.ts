import * as z from 'zod'
import type { StepKind } from './declare.ts'
import { fieldNames, listWords } from './settings.ts'

const settingsSchema = z.object({ fields: fieldNames })

/** Settings `{fields: string[], sample?: object}`: the names that events are expected to carry, and one event to try. */
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
  ],
  defaults: () => ({ fields: [] }),
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
