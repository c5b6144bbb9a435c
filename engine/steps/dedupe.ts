import * as z from 'zod'
import { keyer } from '../match/key.ts'
import type { Flow } from '../model/flow.ts'
import type { StepKind } from './declare.ts'
import { fieldNames, IGNORE_CHOICES, ignored, listWords, type Settings } from './settings.ts'

const settingsSchema = z.object({
  fields: fieldNames,
  ignore: ignored,
  window: z.enum(['run', 'days', 'forever']).catch('run'),
  days: z.number().int().min(1).max(3650).catch(30),
})

const read = (settings: Settings) => settingsSchema.parse(settings)

/** Days of "forever": a hundred years, so that times stay ordinary numbers. */
const FOREVER = 36_500

/**
 * Settings `{fields, ignore, window: 'run' | 'days' | 'forever', days}`. The first record with a key goes on, later ones leave
 * by `duplicate`; a record whose key fields are all blank leaves by `error`.
 */
export const dedupe: StepKind = {
  kind: 'dedupe',
  version: 1,
  group: 'gate',
  title: 'Dedupe',
  about: 'Lets the first record of a kind through and sends the ones like it to Already seen.',
  synonyms: ['duplicate', 'stop doubles', 'doubles', 'unique', 'same', 'already seen', 'match key', 'idempotent'],
  icon: 'copy',
  ports: ['main', 'duplicate', 'error'],
  fields: [
    { kind: 'record-fields', key: 'fields', label: 'Same when these match', required: true, min: 1 },
    { kind: 'choices', key: 'ignore', label: 'Ignoring', choices: IGNORE_CHOICES },
    {
      kind: 'choice',
      key: 'window',
      label: 'Within',
      choices: [
        { value: 'run', label: 'this run' },
        { value: 'days', label: 'a number of days' },
        { value: 'forever', label: 'all time' },
      ],
    },
    { kind: 'number', key: 'days', label: 'Days', min: 1, max: 3650, unit: 'days' },
  ],
  sentence:
    'Records are the same when {fields} matches, ignoring {ignore}, within {window} {days}; then send to Already seen.',
  defaults: (flow) => ({
    fields: [],
    ignore: ['case', 'spaces'],
    window: startsFromFile(flow) ? 'run' : 'days',
    days: 30,
  }),
  summary(settings) {
    const { fields } = read(settings)
    return fields.length === 0 ? 'No fields chosen yet' : `By ${listWords(fields)}`
  },
  leaving: (_settings, arriving) => arriving,
  check: () => [],
  plan(settings, { flow, stepId }) {
    const { fields, ignore, window, days } = read(settings)
    return {
      role: 'claim',
      key: keyer(fields, ignore),
      days: window === 'run' ? 0 : window === 'days' ? days : FOREVER,
      // What defines the key is part of its scope, so that a changed key starts anew.
      scope: JSON.stringify([flow.id, stepId, fields, ignore]),
    }
  },
}

/** A file is read as a whole, so one run sees all that belongs together; events come one by one. */
const startsFromFile = (flow: Flow): boolean => !Object.values(flow.steps).some((step) => step.kind === 'webhook')
