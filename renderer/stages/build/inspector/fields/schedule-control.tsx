/** When a flow starts, as a sentence, with the next times it means. */
import { useState } from 'react'
import { nextTick, sentenceOf } from '#engine'
import { asReason } from '../../../../client/index.ts'
import { LOCALE, t } from '../../../../text/index.ts'
import { Checkbox, Icon, Select, TextField } from '../../../../ui/index.ts'
import { type ControlProps, textOf } from '../form.ts'
import { clockOf, cronOf, EVERY_MINUTES, OFTEN, type Often, readClock, type Spoken, spokenOf } from './schedule.ts'

export function ScheduleControl({ field, value, change, form }: ControlProps<'schedule'>) {
  const cron = textOf(value)
  const read = spokenOf(cron)
  // Someone who writes the fields themselves goes on doing so, even while they say what the sentence could.
  const [own, setOwn] = useState(read.often === 'own' && cron !== '')
  const spoken: Spoken = own ? { ...read, often: 'own' } : read
  const set = (part: Partial<Spoken>) => change(cronOf({ ...spoken, ...part }, cron))
  const choose = (often: Often) => {
    setOwn(often === 'own')
    set({ often })
  }
  const timed = spoken.often !== 'minutes' && spoken.often !== 'hour' && spoken.often !== 'own'
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Select<Often>
          className="min-w-44 flex-1"
          label={field.label}
          hideLabel
          value={spoken.often}
          choices={OFTEN.map((often) => ({ value: often, label: t(`schedule.${often}`) }))}
          onChange={choose}
        />
        <Detail spoken={spoken} onChange={set} />
        {timed && (
          <label className="flex items-center gap-2 text-13">
            {t('schedule.at')}
            <input
              type="time"
              className="field w-28"
              value={clockOf(spoken)}
              onChange={(event) => {
                const at = readClock(event.target.value)
                if (at) set(at)
              }}
            />
          </label>
        )}
      </div>
      {spoken.often === 'week' && <Days days={spoken.days} onChange={(days) => set({ days })} />}
      {spoken.often === 'own' && (
        <TextField
          label={t('schedule.cron')}
          help={t('schedule.cron-help')}
          mono
          value={cron}
          onChange={(text) => change(text, { typing: true })}
        />
      )}
      <NextTimes cron={cron} timeZone={form.flow.settings.timeZone} />
    </div>
  )
}

/** What the sentence asks besides the time of day. */
function Detail({ spoken, onChange }: { spoken: Spoken; onChange(part: Partial<Spoken>): void }) {
  if (spoken.often === 'minutes')
    return (
      <Select
        className="w-36"
        label={t('schedule.every')}
        hideLabel
        value={String(spoken.every)}
        choices={EVERY_MINUTES.map((one) => ({ value: String(one), label: t('schedule.each', { count: one }) }))}
        onChange={(every) => onChange({ every: Number(every) })}
      />
    )
  if (spoken.often === 'hour')
    return (
      <Select
        className="w-36"
        label={t('schedule.minute')}
        hideLabel
        value={String(spoken.minute)}
        choices={Array.from({ length: 60 }, (_, i) => ({ value: String(i), label: t('schedule.past', { minute: i }) }))}
        onChange={(minute) => onChange({ minute: Number(minute) })}
      />
    )
  if (spoken.often === 'month')
    return (
      <Select
        className="w-28"
        label={t('schedule.day-of-month')}
        hideLabel
        value={String(spoken.day)}
        choices={Array.from({ length: 31 }, (_, i) => ({
          value: String(i + 1),
          label: t('schedule.on-day', { day: i + 1 }),
        }))}
        onChange={(day) => onChange({ day: Number(day) })}
      />
    )
  return null
}

/** Monday first, as calendars of work show it. */
const WEEK = [1, 2, 3, 4, 5, 6, 0]
/** 1 January 2023 was a Sunday. */
const dayName = (day: number) =>
  new Intl.DateTimeFormat(LOCALE, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2023, 0, 1 + day))

const Days = ({ days, onChange }: { days: readonly number[]; onChange(days: number[]): void }) => (
  <fieldset className="flex flex-wrap gap-x-3">
    <legend className="sr-only">{t('schedule.days')}</legend>
    {WEEK.map((day) => (
      <Checkbox
        key={day}
        label={dayName(day)}
        checked={days.includes(day)}
        onChange={(on) => onChange(on ? [...days, day].sort((a, b) => a - b) : days.filter((one) => one !== day))}
      />
    ))}
  </fieldset>
)

const SHOWN = 3

/** The next times in the flow's time zone, or why there are none. */
function NextTimes({ cron, timeZone }: { cron: string; timeZone: string }) {
  if (cron.trim() === '') return null
  const next = timesOf(cron, timeZone)
  if (typeof next === 'string')
    return (
      <p role="status" className="flex items-start gap-1.5 text-12 text-error">
        <Icon name="warning" size={14} className="mt-px" />
        {next}
      </p>
    )
  if (next.length === 0) return <p className="text-12 text-rejected">{t('schedule.never')}</p>
  const show = new Intl.DateTimeFormat(LOCALE, { ...MOMENT, timeZone })
  return (
    <div className="flex items-start gap-2 text-12 text-muted">
      <Icon name="clock" size={14} className="mt-0.5" />
      <div>
        <p>{t('schedule.next', { zone: timeZone })}</p>
        <ol className="text-ink">
          {next.map((at) => (
            <li key={at}>{show.format(at)}</li>
          ))}
        </ol>
      </div>
    </div>
  )
}

const MOMENT = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
} as const

function timesOf(cron: string, timeZone: string): number[] | string {
  const times: number[] = []
  try {
    for (let after = Date.now(); times.length < SHOWN; ) {
      const next = nextTick({ cron, timeZone }, after)
      if (next === undefined) break
      times.push(next)
      after = next
    }
    return times
  } catch (error) {
    const { code, values } = asReason(error)
    return sentenceOf(code, values)
  }
}
