/** Named exits, one under the other as they stand on the card: named, moved, removed, each with its wire. */
import type { ReactNode } from 'react'
import { CASES, type Json, withSetting } from '#engine'
import { useFlow } from '../../../../state/flow-store.ts'
import { t } from '../../../../text/index.ts'
import { Button, IconButton, PortMark, TextField } from '../../../../ui/index.ts'
import type { ControlProps, StepForm } from '../form.ts'
import { casesJson, casesOf, MOST_CASES, type NamedCase, wireEdits } from './cases.ts'
import { moved } from './reorder.ts'
import { rowKey, withRow } from './rows.ts'

export interface CaseListProps extends ControlProps<'cases' | 'ways'> {
  /** The parts of a new case besides its name. */
  fresh: Record<string, Json>
  /** Words of the button that adds one. */
  add: string
  /** Under the name of each case. */
  inside?(one: NamedCase, change: ControlProps['change'], name: string): ReactNode
}

export function CaseList({ field, value, change, form, fresh, add, inside }: CaseListProps) {
  const cases = casesOf(value)
  const set = (i: number, one: NamedCase, options?: Parameters<ControlProps['change']>[1]) =>
    change(casesJson(withRow(cases, i, one)), options)
  const places = cases.map((_, i) => i)
  const reorder = (order: readonly number[]) => applyOrder(form, field, cases, order)
  return (
    <div className="flex flex-col gap-2">
      {cases.length > 0 && (
        <ol className="flex flex-col gap-2">
          {cases.map((one, i) => {
            const name = one.name.trim() === '' ? t(`port.case-${i + 1}` as 'port.case-1') : one.name
            return (
              <li
                key={rowKey(i)}
                className="flex min-w-0 flex-col gap-2 rounded-card border border-hairline bg-panel p-2"
              >
                <div className="flex items-center gap-1">
                  <span className="px-1">
                    <PortMark port={CASES[i] ?? 'main'} />
                  </span>
                  <TextField
                    className="flex-1"
                    label={t('cases.name', { number: i + 1 })}
                    hideLabel
                    placeholder={t(`port.case-${i + 1}` as 'port.case-1')}
                    maxLength={60}
                    value={one.name}
                    onChange={(next) => set(i, { ...one, name: next }, { typing: true })}
                    onBlur={() => useFlow.getState().endGroup()}
                  />
                  <IconButton
                    icon="up"
                    label={t('cases.earlier', { name })}
                    disabled={i === 0}
                    onClick={() => reorder(moved(places, i, i - 1))}
                  />
                  <IconButton
                    icon="down"
                    label={t('cases.later', { name })}
                    disabled={i === cases.length - 1}
                    onClick={() => reorder(moved(places, i, i + 1))}
                  />
                  <IconButton
                    icon="close"
                    label={t('rows.remove', { what: name })}
                    onClick={() => reorder(places.filter((place) => place !== i))}
                  />
                </div>
                {inside?.(one, (part, options) => set(i, { ...one, rest: { ...one.rest, when: part } }, options), name)}
              </li>
            )
          })}
        </ol>
      )}
      {cases.length < MOST_CASES ? (
        <div>
          <Button size="tight" icon="plus" onClick={() => change(casesJson([...cases, { name: '', rest: fresh }]))}>
            {add}
          </Button>
        </div>
      ) : (
        <p className="text-12 text-muted">{t('cases.most', { most: MOST_CASES })}</p>
      )}
    </div>
  )
}

/** Puts the cases into another order, or leaves some out, and their wires with them: one edit, one undo. */
function applyOrder(
  { stepId, step, flow }: StepForm,
  field: ControlProps<'cases' | 'ways'>['field'],
  cases: readonly NamedCase[],
  order: readonly number[],
): void {
  const kept = order.flatMap((place) => cases[place] ?? [])
  const settings = withSetting(step.settings, field.key, casesJson(kept))
  const edits = [
    ...wireEdits(flow.wires, stepId, order),
    { kind: 'update-step' as const, id: stepId, patch: { settings } },
  ]
  useFlow.getState().apply({ kind: 'batch', edits }, t('change.setting', { setting: field.label, step: step.title }))
}
