import * as z from 'zod'
import type { StepKind } from './declare.ts'
import { durationMs, durationWords } from './duration.ts'

const MOST = 100_000
/** A second to a day. */
const PER = { min: 1, max: 86_400 }

const settingsSchema = z.object({ most: z.number().int().min(1).max(MOST).catch(60) })

/** Settings `{most, per: {amount, unit}}`: so many records go on in that time, the others wait for their turn. */
export const pace: StepKind = {
  kind: 'pace',
  version: 1,
  group: 'gate',
  title: 'Pace',
  about: 'Lets only so many records go on in a time; the others wait for their turn, none is lost.',
  synonyms: ['slow down', 'throttle', 'rate', 'speed', 'per minute', 'spread', 'gently', 'limit'],
  icon: 'pace',
  ports: ['main'],
  fields: [
    {
      kind: 'number',
      key: 'most',
      label: 'At most',
      required: true,
      min: 1,
      max: MOST,
      unit: 'records',
      whole: true,
    },
    {
      kind: 'duration',
      key: 'per',
      label: 'In',
      help: 'Systems with a limit of their own are paced without this step.',
      required: true,
      ...PER,
    },
  ],
  defaults: () => ({ most: 60, per: { amount: 1, unit: 'minutes' } }),
  summary(settings) {
    const { most } = settingsSchema.parse(settings)
    return `At most ${most.toLocaleString('en-US')} in ${durationWords(settings, 'per') ?? '1 minute'}`
  },
  leaving: (_settings, arriving) => arriving,
  check: () => [],
  plan: (settings) => ({
    role: 'pace',
    most: settingsSchema.parse(settings).most,
    per: durationMs(settings.per, PER, { amount: 1, unit: 'minutes' }),
  }),
}
