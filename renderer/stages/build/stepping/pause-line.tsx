/** One place to pause: step, exit, and what a field must say. */
import { type Breakpoint, COMPARISONS, type Comparison, type Conditions, type Flow } from '#engine'
import { exitName } from '../../../canvas/index.ts'
import { t } from '../../../text/index.ts'
import { IconButton, Select, TextField } from '../../../ui/index.ts'
import { PAUSE_EXITS, type PauseExit, pauseExitsOf } from './pause-exits.ts'

export interface PauseLineProps {
  flow: Flow
  number: number
  breakpoint: Breakpoint
  onChange(next: Breakpoint): void
  onRemove(): void
}

type Condition = Conditions['list'][number]

const ANY = '*'

export function PauseLine({ flow, number, breakpoint, onChange, onRemove }: PauseLineProps) {
  const { step, exit, when } = breakpoint
  const condition = when?.list[0]
  const set = (next: {
    step?: string | undefined
    exit?: PauseExit | undefined
    condition?: Condition | undefined
  }) => {
    const merged = { step, exit, condition, ...next }
    onChange({
      ...(merged.step === undefined ? {} : { step: merged.step }),
      ...(merged.exit === undefined ? {} : { exit: merged.exit }),
      ...(merged.condition ? { when: { all: true, list: [merged.condition] } } : {}),
    })
  }
  const steps = Object.entries(flow.steps).map(([value, { title }]) => ({ value, label: title }))
  const exits = step === undefined ? PAUSE_EXITS : pauseExitsOf(flow, step)
  return (
    <fieldset className="rounded-card border border-hairline bg-canvas p-2">
      <legend className="sr-only">{t('pause.numbered', { number })}</legend>
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_28px] items-end gap-2">
        <Select
          label={t('pause.step')}
          value={step ?? ANY}
          choices={[{ value: ANY, label: t('pause.any-step') }, ...steps]}
          onChange={(next) => set({ step: next === ANY ? undefined : next, exit: undefined })}
        />
        <Select<PauseExit | typeof ANY>
          label={t('pause.exit')}
          value={exit ?? ANY}
          choices={[
            { value: ANY, label: t('pause.any-exit') },
            { value: 'aside', label: t('pause.aside') },
            ...exits.map((port) => ({ value: port, label: leavesBy(flow, step, port) })),
          ]}
          onChange={(next) => set({ exit: next === ANY ? undefined : next })}
        />
        <IconButton icon="close" label={t('pause.remove', { number })} onClick={onRemove} />
      </div>
      <ConditionLine condition={condition} onChange={(next) => set({ condition: next })} />
    </fieldset>
  )
}

const leavesBy = (flow: Flow, step: string | undefined, port: Exclude<PauseExit, 'aside'>): string =>
  t('pause.leaves', { exit: exitName(flow, step ?? '', port) })

const BLANK: Condition = { field: '', is: 'is', value: '' }

function ConditionLine({
  condition = BLANK,
  onChange,
}: {
  condition: Condition | undefined
  onChange(next: Condition | undefined): void
}) {
  const { field, is, value } = condition
  const needsValue = is !== 'blank' && is !== 'filled'
  const change = (next: Partial<Condition>) => {
    const now = { ...condition, ...next }
    onChange(now.field.trim() === '' ? undefined : now)
  }
  return (
    <div className="mt-2 grid grid-cols-3 items-end gap-2 pr-9">
      <TextField
        label={t('pause.field')}
        mono
        placeholder={t('pause.any-field')}
        value={field}
        onChange={(next) => change({ field: next })}
      />
      {field.trim() !== '' && (
        <>
          <Select<Comparison>
            label={t('conditions.comparison')}
            hideLabel
            value={is}
            choices={COMPARISONS.map((one) => ({ value: one, label: t(`compare.${one}`) }))}
            onChange={(next) => change({ is: next })}
          />
          {needsValue && (
            <TextField
              label={t('conditions.value')}
              hideLabel
              mono
              placeholder={t('conditions.value')}
              value={value}
              onChange={(next) => change({ value: next })}
            />
          )}
        </>
      )}
    </div>
  )
}
