import type { StepKind } from './declare.ts'
import { durationMs, durationWords } from './duration.ts'

/** A second to thirty days. */
const TIME = { min: 1, max: 30 * 86_400 }

/** Settings `{time: {amount, unit}}`: every record waits so long, then goes on. */
export const wait: StepKind = {
  kind: 'wait',
  version: 1,
  group: 'gate',
  title: 'Wait',
  about: 'Holds every record for a time, then lets it go on. Waiting costs nothing and survives a restart.',
  synonyms: ['pause', 'delay', 'sleep', 'later', 'hold', 'timer', 'after', 'cool down'],
  icon: 'pause',
  ports: ['main'],
  fields: [
    { kind: 'duration', key: 'time', label: 'Wait', help: 'From a second to 30 days.', required: true, ...TIME },
  ],
  defaults: () => ({ time: { amount: 10, unit: 'minutes' } }),
  summary: (settings) => `Waits ${durationWords(settings, 'time') ?? '10 minutes'}`,
  leaving: (_settings, arriving) => arriving,
  check: () => [],
  plan: (settings) => ({ role: 'wait', time: durationMs(settings.time, TIME, { amount: 10, unit: 'minutes' }) }),
}
