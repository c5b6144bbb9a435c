import * as z from 'zod'
import type { StepKind } from './declare.ts'

const MOST = 10_000_000

const settingsSchema = z.object({ most: z.number().int().min(1).max(MOST).catch(100) })

/** Settings `{most}`: so many records of a run go on, the others leave by `filtered`. */
export const limit: StepKind = {
  kind: 'limit',
  version: 1,
  group: 'gate',
  title: 'Limit',
  about: 'Lets only the first records of a run through; the others end here, and are counted.',
  synonyms: ['first', 'top', 'maximum', 'max', 'cap', 'only some', 'try out', 'sample', 'stop after'],
  icon: 'limit',
  ports: ['main', 'filtered'],
  fields: [
    {
      kind: 'number',
      key: 'most',
      label: 'Only the first',
      help: 'Counted anew in every run.',
      required: true,
      min: 1,
      max: MOST,
      unit: 'records',
      whole: true,
    },
  ],
  sentence: 'Only the first {most} records of a run go on.',
  defaults: () => ({ most: 100 }),
  summary(settings) {
    const { most } = settingsSchema.parse(settings)
    return most === 1 ? 'Only the first of a run' : `Only the first ${most.toLocaleString('en-US')} of a run`
  },
  leaving: (_settings, arriving) => arriving,
  check: () => [],
  plan: (settings, { flow, stepId }) => ({
    role: 'limit',
    most: settingsSchema.parse(settings).most,
    scope: JSON.stringify([flow.id, stepId]),
  }),
}
