import * as z from 'zod'
import { Failure } from '../model/failure.ts'
import type { Data } from '../model/json.ts'
import type { Problem } from '../model/problem.ts'
import { nextTick } from '../triggers/ticks.ts'
import type { CheckContext, StepKind } from './declare.ts'
import { type Settings, text } from './settings.ts'

const settingsSchema = z.object({ cron: text, missed: z.enum(['skip', 'once', 'all']).catch('once') })

/** `cron`: five fields, in the flow's time zone. `missed`: what to do about times that passed while nothing was running. */
export const readSchedule = (settings: Settings): z.infer<typeof settingsSchema> => settingsSchema.parse(settings)

/** The fields of a tick. */
export const TICK_FIELDS = ['scheduled_at', 'date', 'time', 'weekday'] as const

/**
 * The record of one tick. `scheduled_at` is ISO 8601 in UTC and tells it apart from all other ticks; `date`, `time` (24 hours)
 * and `weekday` are as clocks show them in the time zone, or in UTC when no such zone is known. `at` is in milliseconds since 1970.
 */
export function tickRecord(at: number, timeZone: string): Data {
  const local = new Map(clock(timeZone).map((part) => [part.type, part.value]))
  const part = (type: Intl.DateTimeFormatPart['type']) => local.get(type) ?? ''
  return Object.assign(Object.create(null), {
    scheduled_at: new Date(at).toISOString(),
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
    weekday: part('weekday'),
  })

  function clock(zone: string): Intl.DateTimeFormatPart[] {
    try {
      return new Intl.DateTimeFormat('en-US', { ...PARTS, timeZone: zone }).formatToParts(at)
    } catch {
      return new Intl.DateTimeFormat('en-US', { ...PARTS, timeZone: 'UTC' }).formatToParts(at)
    }
  }
}

const PARTS = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  weekday: 'long',
} as const

/** Settings `{cron, missed: 'skip' | 'once' | 'all'}`. Each tick is one record. */
export const schedule: StepKind = {
  kind: 'schedule',
  version: 1,
  group: 'start',
  source: 'schedule',
  title: 'Schedule',
  about: 'Starts at set times, such as every weekday at 9; each time is one record.',
  synonyms: ['cron', 'timer', 'daily', 'nightly', 'weekly', 'every', 'clock', 'time', 'calendar'],
  icon: 'clock',
  ports: ['main'],
  fields: [
    {
      kind: 'schedule',
      key: 'cron',
      label: 'When',
      help: "In the flow's time zone. A time that a clock change skips or repeats counts once.",
      required: true,
    },
    {
      kind: 'choice',
      key: 'missed',
      label: 'Times that were missed',
      help: 'When this computer was off or the flow was paused.',
      choices: [
        { value: 'once', label: 'are made up for once' },
        { value: 'all', label: 'are all made up for' },
        { value: 'skip', label: 'are left out' },
      ],
    },
  ],
  defaults: () => ({ cron: '0 9 * * 1-5', missed: 'once' }),
  summary(settings) {
    const { cron } = readSchedule(settings)
    return cron === '' ? 'No time chosen yet' : cronWords(cron)
  },
  leaving: () => TICK_FIELDS,
  check: checkTimes,
  plan: () => ({ role: 'source', source: 'schedule' }),
}

/** That the times can be read, in a time zone that there is, and come at all. */
function checkTimes({ flow, stepId, step }: CheckContext): Problem[] {
  const { cron } = readSchedule(step.settings)
  if (cron.trim() === '') return []
  const at = { step: stepId, field: 'cron' }
  try {
    if (nextTick({ cron, timeZone: flow.settings.timeZone }, 0) !== undefined) return []
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return [{ code: error.code, severity: 'blocks', at, values: { step: step.title, ...error.values } }]
  }
  const values = { step: step.title, setting: '"When"', why: 'that day never comes' }
  return [{ code: 'setting.invalid', severity: 'blocks', at, values }]
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** The usual schedules in words; anything else as `At set times`. */
export function cronWords(cron: string): string {
  const [minute = '', hour = '', day = '', month = '', weekday = '', more] = cron.trim().split(/\s+/)
  if (more !== undefined || month !== '*') return 'At set times'
  const every = /^\*\/(\d{1,2})$/.exec(minute)
  if (hour === '*' && day === '*' && weekday === '*') {
    if (every) return `Every ${every[1]} minutes`
    if (/^\d{1,2}$/.test(minute)) return `Every hour at minute ${minute}`
  }
  if (!/^\d{1,2}$/.test(minute) || !/^\d{1,2}$/.test(hour)) return 'At set times'
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
  if (day === '*' && weekday === '*') return `Every day at ${time}`
  if (day === '*' && weekday === '1-5') return `Every weekday at ${time}`
  if (day === '*' && /^[0-7]$/.test(weekday)) return `Every ${DAYS[Number(weekday)]} at ${time}`
  return /^\d{1,2}$/.test(day) && weekday === '*' ? `On day ${day} of every month at ${time}` : 'At set times'
}
