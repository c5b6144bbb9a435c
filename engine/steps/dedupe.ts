import * as z from 'zod'
import { keyer } from '../match/key.ts'
import { NEAR_CHOICES } from '../match/near/kinds.ts'
import { createNearRule } from '../match/near/rule.ts'
import type { Flow } from '../model/flow.ts'
import type { StepKind } from './declare.ts'
import { checkNear, MAYBE, nearLines, SURE } from './dedupe-near.ts'
import { fieldNames, IGNORE_CHOICES, ignored, listWords, type Settings } from './settings.ts'
import { ends, startOf } from './sources.ts'

const settingsSchema = z.object({
  fields: fieldNames,
  ignore: ignored,
  window: z.enum(['run', 'days', 'forever']).catch('run'),
  days: z.number().int().min(1).max(3650).catch(30),
  how: z.enum(['exact', 'near']).catch('exact'),
  near: nearLines,
  sure: z.number().min(0.5).max(1).catch(SURE),
  maybe: z.number().min(0.5).max(1).catch(MAYBE),
  keep: z.enum(['first', 'latest', 'merge']).catch('first'),
})

const read = (settings: Settings) => settingsSchema.parse(settings)

const ONLY_NEAR = { key: 'how', is: ['near'] }

/** Whether records are also compared by likeness: chosen, and something to compare. */
const comparesNearly = (settings: Settings): boolean => {
  const { how, near } = read(settings)
  return how === 'near' && near.length > 0
}

/** Days of "forever": a hundred years, so that times stay ordinary numbers. */
const FOREVER = 36_500

/**
 * Settings `{fields, ignore, window: 'run' | 'days' | 'forever', days, how: 'exact' | 'near', near: [{field, as, weight}], sure,
 * maybe, keep: 'first' | 'latest' | 'merge'}`. The first record with a key goes on, later ones leave by `duplicate`; a record whose
 * key fields are all blank leaves by `error`. With `near`, one whose key is new but that is like an earlier one is a duplicate
 * from `sure` on, and leaves by `low-confidence` from `maybe` on. Absent settings mean exact, and the first is kept.
 */
export const dedupe: StepKind = {
  kind: 'dedupe',
  version: 1,
  group: 'gate',
  title: 'Dedupe',
  about: 'Lets the first record of a kind through and sends the ones like it to Already seen.',
  synonyms: [
    'duplicate',
    'stop doubles',
    'doubles',
    'unique',
    'same',
    'already seen',
    'match key',
    'idempotent',
    'near match',
    'fuzzy',
    'alike',
    'same person',
    'merge',
  ],
  icon: 'copy',
  ports: ['main', 'duplicate', 'low-confidence', 'error'],
  exits: (settings) =>
    comparesNearly(settings) ? ['main', 'duplicate', 'low-confidence', 'error'] : ['main', 'duplicate', 'error'],
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
    {
      kind: 'choice',
      key: 'how',
      label: 'Records that are nearly the same',
      help: 'Spelled differently, with slips or gaps: compared by several fields, beside the exact match.',
      choices: [
        { value: 'exact', label: 'are different ones' },
        { value: 'near', label: 'are compared by likeness' },
      ],
    },
    {
      kind: 'likeness',
      key: 'near',
      label: 'Compare',
      help: 'Two fields or more. The weight says how much a field counts beside the others.',
      required: true,
      as: NEAR_CHOICES,
      when: ONLY_NEAR,
    },
    {
      kind: 'number',
      key: 'sure',
      label: 'Surely the same from',
      help: 'Likeness from 0.5 to 1. At or above it, the record is already seen.',
      min: 0.5,
      max: 1,
      when: ONLY_NEAR,
    },
    {
      kind: 'number',
      key: 'maybe',
      label: 'Ask a person from',
      help: 'Between this and the one above, the record needs a person. Below it, it is a new one.',
      min: 0.5,
      max: 1,
      when: ONLY_NEAR,
    },
    {
      kind: 'choice',
      key: 'keep',
      label: 'Of those that are the same, keep',
      help: 'What is only nearly the same always goes to Already seen.',
      choices: [
        { value: 'first', label: 'the first' },
        { value: 'latest', label: 'the latest, as an update' },
        { value: 'merge', label: 'the latest, with blanks filled from before' },
      ],
    },
  ],
  sentence:
    'Records are the same when {fields} matches, ignoring {ignore}, within {window} {days}; then send to Already seen.',
  defaults: (flow) => ({
    fields: [],
    ignore: ['case', 'spaces'],
    window: startsFromFile(flow) ? 'run' : 'days',
    days: 30,
    how: 'exact',
    near: [],
    sure: SURE,
    maybe: MAYBE,
    keep: 'first',
  }),
  summary(settings) {
    const { fields } = read(settings)
    if (fields.length === 0) return 'No fields chosen yet'
    return `By ${listWords(fields)}${comparesNearly(settings) ? ', or nearly' : ''}`
  },
  leaving: (_settings, arriving) => arriving,
  check: (context) => checkNear(context, read(context.step.settings)),
  plan(settings, { flow, stepId }) {
    const { fields, ignore, window, days, near, sure, maybe, keep } = read(settings)
    const nearly = comparesNearly(settings)
    // What defines the key, and what is kept for comparing, is part of the scope: when it changes, all starts anew.
    const scope = [
      flow.id,
      stepId,
      fields,
      ignore,
      ...(nearly ? ['near-1', near.map(({ field, as }) => [field, as])] : []),
    ]
    return {
      role: 'claim',
      key: keyer(fields, ignore),
      days: window === 'run' ? 0 : window === 'days' ? days : FOREVER,
      scope: JSON.stringify(scope),
      keep,
      ...(nearly ? { near: createNearRule(near, sure, Math.min(maybe, sure)) } : {}),
    }
  },
}

/** A file is read as a whole, so one run sees all that belongs together; events come one by one. */
const startsFromFile = (flow: Flow): boolean => {
  const start = startOf(flow)
  return !start || ends(start.source)
}
