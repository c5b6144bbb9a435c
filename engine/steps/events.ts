import * as z from 'zod'
import type { StepKind } from './declare.ts'
import { sampledFields, sampledLeaving, sampledSchema } from './sample-fields.ts'
import { fieldNames, listWords, type Settings } from './settings.ts'

const settingsSchema = sampledSchema.extend({ types: fieldNames, about: z.boolean().catch(false) })

/** `types`: the event types that are taken, blank for all. `about`: whether id, type, source and time are fields as well. */
export const readEvents = (settings: Settings): z.infer<typeof settingsSchema> => settingsSchema.parse(settings)

/** The fields that an event has besides its data, when asked for. */
export const ABOUT_EVENT = ['event_id', 'event_type', 'event_source', 'event_time'] as const

/** Settings `{types: string[], about: boolean, fields: string[], samples: object[]}`. */
export const events: StepKind = {
  kind: 'events',
  version: 1,
  group: 'start',
  source: 'events',
  title: 'Event stream',
  about: 'Takes the events that an event broker sends in the CloudEvents form.',
  synonyms: ['cloudevents', 'broker', 'queue', 'topic', 'subscribe', 'message', 'stream', 'bus'],
  icon: 'events',
  ports: ['main'],
  fields: [
    {
      kind: 'texts',
      key: 'types',
      label: 'Types of events',
      help: 'Events of other types are answered and left out. Blank: all are taken.',
      placeholder: 'com.example.order.created',
      most: 50,
    },
    {
      kind: 'yes-no',
      key: 'about',
      label: 'Add id, type, source and time of the event',
      help: `As the fields ${ABOUT_EVENT.slice(0, -1).join(', ')} and ${ABOUT_EVENT.at(-1)}.`,
    },
    ...sampledFields('event', 'events', 'the sending system'),
  ],
  defaults: () => ({ types: [], about: false, fields: [], samples: [] }),
  summary(settings) {
    const { types } = readEvents(settings)
    return types.length === 0 ? 'Takes every event' : `Takes ${listWords(types)}`
  },
  leaving(settings) {
    const named = sampledLeaving(settings)
    return named && readEvents(settings).about ? [...new Set([...named, ...ABOUT_EVENT])] : named
  },
  check: () => [],
  plan: () => ({ role: 'source', source: 'events' }),
}
