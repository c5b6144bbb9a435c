import * as z from 'zod'
import { ECHO_DAYS } from '../match/echo.ts'
import { keyer } from '../match/key.ts'
import { own } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { StepKind } from './declare.ts'
import { fieldNames, listWords, text } from './settings.ts'

const settingsSchema = z.object({
  connection: text,
  operation: text,
  fields: fieldNames,
  aside: fieldNames,
  days: z.number().int().min(1).max(365).catch(ECHO_DAYS),
})

const read = (settings: Record<string, Json>) => settingsSchema.parse(settings)

/**
 * Settings `{connection, operation, fields, aside, days}`. A record that only says what was written last to that thing over there, by
 * whichever flow, leaves by `filtered`. Its fields have the names that they have over there.
 */
export const echo: StepKind = {
  kind: 'echo',
  version: 1,
  group: 'gate',
  title: 'Leave out our own echoes',
  about:
    'Stops an event that only tells what Sluice itself wrote there, so that two systems do not answer each other for ever.',
  synonyms: ['two-way', 'sync', 'loop', 'echo', 'bounce', 'circle', 'both ways', 'ping pong'],
  icon: 'filter',
  ports: ['main', 'filtered'],
  fields: [
    { kind: 'connection', key: 'connection', label: 'The event comes from', required: true },
    {
      kind: 'operation',
      key: 'operation',
      label: 'Where it is written by',
      connectionKey: 'connection',
      required: true,
    },
    {
      kind: 'record-fields',
      key: 'fields',
      label: 'The same thing by',
      help: 'The field with its id over there, or the fields of the match key.',
      required: true,
      min: 1,
    },
    {
      kind: 'record-fields',
      key: 'aside',
      label: 'Not looking at',
      help: 'Fields that the system sets by itself, such as the time of the last change.',
    },
    { kind: 'number', key: 'days', label: 'Within', min: 1, max: 365, unit: 'days', whole: true },
  ],
  defaults: () => ({ connection: '', operation: '', fields: [], aside: [], days: ECHO_DAYS }),
  summary(settings, flow) {
    const { connection, fields } = read(settings)
    const name = own(flow.connections, connection)?.name
    if (name === undefined || fields.length === 0) return 'Not set up yet'
    return `What came from ${name}, by ${listWords(fields)}`
  },
  leaving: (_settings, arriving) => arriving,
  check: () => [],
  plan(settings, { flow, connectors }) {
    const { connection, operation, fields, aside, days } = read(settings)
    const connector = own(connectors, own(flow.connections, connection)?.connector ?? '')
    const object = own(connector?.operations ?? {}, operation)?.object ?? ''
    const key = keyer(fields, ['case', 'spaces'])
    return { role: 'echo', connection, object, key, days, aside: [...aside, ...fields] }
  },
}
