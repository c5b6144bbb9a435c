import * as z from 'zod'
import { compileConditions, conditionsSchema, conditionWords } from './conditions.ts'
import type { StepKind } from './declare.ts'

const settingsSchema = z.object({ keep: conditionsSchema.default({ all: true, list: [] }) })

/** Settings `{keep: Conditions}`. Records for which they do not hold leave by `filtered`, with the conditions as reason. */
export const filter: StepKind = {
  kind: 'filter',
  version: 1,
  group: 'gate',
  title: 'Filter',
  about: 'Keeps the records that meet your conditions; the others end here, and are counted.',
  synonyms: ['only', 'where', 'condition', 'if', 'skip', 'ignore', 'exclude', 'select', 'keep'],
  icon: 'filter',
  ports: ['main', 'filtered'],
  fields: [
    {
      kind: 'conditions',
      key: 'keep',
      label: 'Keep records where',
      help: 'Capital and small letters are the same. A field that a record does not have counts as blank.',
      required: true,
    },
  ],
  defaults: () => ({ keep: { all: true, list: [] } }),
  summary(settings) {
    const { keep } = settingsSchema.parse(settings)
    return keep.list.length === 0 ? 'No conditions yet' : `Keeps those where ${conditionWords(keep)}`
  },
  leaving: (_settings, arriving) => arriving,
  check: () => [],
  plan(settings, { flow }) {
    const { keep } = settingsSchema.parse(settings)
    const holds = compileConditions(keep, flow.settings)
    const reason = {
      code: 'record.filtered',
      category: 'permanent',
      values: { conditions: conditionWords(keep) },
    } as const
    return {
      role: 'sync',
      apply: (data) => (holds(data) ? { port: 'main', data } : { port: 'filtered', data, reason }),
    }
  },
}
