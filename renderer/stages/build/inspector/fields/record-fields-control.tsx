/** Fields of the arriving record, in order: chips that can be moved and taken away, and a list to add from. */
import { type KeyboardEvent, useState } from 'react'
import { useArrival } from '../../../../state/use-arrivals.ts'
import { t } from '../../../../text/index.ts'
import { Button, Icon, joinClasses } from '../../../../ui/index.ts'
import { shown, valueIn } from '../../stepping/changes.ts'
import { type ControlProps, textsOf } from '../form.ts'
import { FieldPicker } from './field-picker.tsx'
import { moved } from './reorder.ts'

export function RecordFieldsControl({ field, value, change, form }: ControlProps<'record-fields'>) {
  const chosen = textsOf(value)
  const arrival = useArrival(form.stepId)
  const [said, setSaid] = useState('')
  const options = (form.arriving ?? [])
    .filter((name) => !chosen.includes(name))
    .map((name) => ({ name, hint: shown(valueIn(arrival?.data, name)) }))
  const move = (from: number, to: number) => {
    if (to < 0 || to >= chosen.length) return
    change(moved(chosen, from, to))
    setSaid(t('field.moved', { field: chosen[from] ?? '', position: to + 1, count: chosen.length }))
  }
  return (
    <div className="flex flex-col gap-1.5">
      {chosen.length > 0 && (
        <ol className="flex flex-wrap gap-1.5">
          {chosen.map((name, i) => (
            <FieldChip
              key={name}
              name={name}
              place={{ position: i + 1, count: chosen.length }}
              broken={form.arriving !== undefined && !form.arriving.includes(name)}
              onMove={(by) => move(i, i + by)}
              onTake={(from) => move(from, i)}
              onRemove={() => change(chosen.filter((other) => other !== name))}
            />
          ))}
        </ol>
      )}
      <div>
        <FieldPicker
          label={`${t('field.add')}: ${field.label}`}
          trigger={
            <Button size="tight" icon="plus">
              {t('field.add')}
            </Button>
          }
          options={options}
          typed={form.arriving === undefined}
          onPick={(name) => change([...chosen, name])}
        />
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  )
}

interface FieldChipProps {
  name: string
  place: { position: number; count: number }
  broken: boolean
  onMove(by: number): void
  /** Another chip was dropped on this one. */
  onTake(from: number): void
  onRemove(): void
}

function FieldChip({ name, place, broken, onMove, onTake, onRemove }: FieldChipProps) {
  const press = (event: KeyboardEvent) => {
    const by = event.altKey ? STEPS[event.key] : undefined
    if (by !== undefined) {
      event.preventDefault()
      onMove(by)
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault()
      onRemove()
    }
  }
  return (
    <li
      draggable
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, String(place.position - 1))}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        const from = event.dataTransfer.getData(DRAGGED)
        if (from !== '') onTake(Number(from))
      }}
      className={joinClasses(
        'inline-flex h-7 max-w-full items-center rounded-control border pl-2 text-13 font-medium',
        broken ? 'border-error/40 bg-tint-error text-error' : 'border-accent/35 bg-tint-accent',
      )}
    >
      <button
        type="button"
        className="flex min-w-0 items-center gap-1"
        aria-label={t('field.position', { field: name, ...place })}
        title={broken ? t('field.broken', { field: name }) : name}
        onKeyDown={press}
      >
        {broken && <Icon name="warning" size={14} />}
        <span className="truncate">{name}</span>
      </button>
      <button
        type="button"
        className="grid h-7 w-7 shrink-0 place-items-center rounded-control hover:bg-sunken"
        aria-label={t('field.remove', { field: name })}
        onClick={onRemove}
      >
        <Icon name="close" size={12} />
      </button>
    </li>
  )
}

/** What a dragged chip carries: its position, from 0. */
const DRAGGED = 'text/x-field-position'

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }
