import * as z from 'zod'
import type { Data } from '../model/json.ts'
import type { Passed, StepKind } from './declare.ts'
import { ITEMS_DEFAULTS, ITEMS_FIELDS, itemsSchema, partsOf } from './items.ts'
import { type Settings, text } from './settings.ts'
import { subflowName } from './subflow.ts'

const settingsSchema = itemsSchema.extend({
  subflow: text,
  result: text,
  lost: z.enum(['go-on', 'fail']).catch('fail'),
})

const read = (settings: Settings) => settingsSchema.parse(settings)

/** Settings of `split`, and `{subflow, result, lost: 'go-on' | 'fail'}`: the list of what came back fills the field `result`. */
export const each: StepKind = {
  kind: 'each',
  version: 1,
  group: 'flow',
  title: 'For each item',
  about: 'Sends each item of a list through another flow, then goes on with the whole record.',
  synonyms: ['loop', 'for each', 'iterate', 'list', 'repeat', 'every', 'items', 'lines', 'map'],
  icon: 'each',
  ports: ['main', 'rejected', 'error'],
  fields: [
    {
      kind: 'subflow',
      key: 'subflow',
      label: 'Flow for each item',
      help: 'It is taken in as it is now: later changes to it are offered here, never made by themselves.',
      required: true,
    },
    ...ITEMS_FIELDS,
    {
      kind: 'text',
      key: 'result',
      label: 'What came back goes into',
      help: 'Name of a field for the list of results, in the order of the items. Blank: the record goes on as it was.',
      placeholder: 'results',
      maxLength: 200,
    },
    {
      kind: 'choice',
      key: 'lost',
      label: 'When an item did not get through',
      choices: [
        { value: 'fail', label: "the record leaves by Couldn't deliver" },
        { value: 'go-on', label: 'the record goes on' },
      ],
    },
  ],
  defaults: () => ({ ...ITEMS_DEFAULTS, subflow: '', result: '', lost: 'fail' }),
  summary(settings, flow) {
    const { field, subflow } = read(settings)
    const name = subflowName(flow, subflow)
    if (field === '') return 'No list chosen yet'
    return name === undefined ? `Each of ${field}, no flow chosen yet` : `"${name}" for each of ${field}`
  },
  leaving(settings, arriving) {
    const { result } = read(settings)
    return arriving && result !== '' ? [...new Set([...arriving, result])] : arriving
  },
  check: () => [],
  plan(settings) {
    const chosen = read(settings)
    return {
      role: 'each',
      subflow: chosen.subflow,
      parts: (data) => partsOf(data, chosen),
      collect: (data, back, lost) => collect(data, back, lost, chosen),
    }
  },
}

function collect(
  data: Data,
  back: readonly Data[],
  lost: number,
  { result, lost: then }: { result: string; lost: 'go-on' | 'fail' },
): Passed {
  const next: Data = Object.assign(Object.create(null), data)
  if (result !== '') next[result] = [...back]
  if (lost === 0 || then === 'go-on') return { port: 'main', data: next }
  const values = { lost, count: lost + back.length }
  return { port: 'error', data: next, reason: { code: 'record.items-lost', category: 'permanent', values } }
}
