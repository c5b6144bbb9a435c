/** Which target field is filled from which field of the record: targets listed, sources chosen, the chosen record's value beside. */
import { useState } from 'react'
import type { TargetField } from '#engine'
import { useArrival, useArrivals } from '../../../../state/use-arrivals.ts'
import { t } from '../../../../text/index.ts'
import { Button, TextField } from '../../../../ui/index.ts'
import { type ControlProps, settingValue, targetOf, textOf } from '../form.ts'
import { MappingRow } from './mapping-row.tsx'
import { inOrder, type Pair, pairsOf, withPair } from './pairs.ts'
import { suggestMatches } from './suggest.ts'
import { SuggestionBar } from './suggestion-bar.tsx'

/** Targets shown before the rest is asked for. */
const FIRST = 12

export function MappingControl({ field, value, change, form }: ControlProps<'mapping'>) {
  const { object } = targetOf(form, field.connectionKey, field.operationKey)
  const arrival = useArrival(form.stepId)
  const arrivals = useArrivals(form.stepId)
  const [query, setQuery] = useState('')
  const [all, setAll] = useState(false)
  const pairs = pairsOf(value)
  const write = (next: readonly Pair[]) => change(next.map(({ to, from }) => ({ to, from })))
  if (!object) return <p className="text-12 text-muted">{t('mapping.first')}</p>

  const keyField = textOf(settingValue(form, 'matchField'))
  // What cannot be written is not offered; what is filled already stays to be seen.
  const filled = new Set(pairs.map(({ to }) => to))
  const open = object.fields.filter(({ name, readOnly }) => name !== keyField && (!readOnly || filled.has(name)))
  const offers = suggestMatches(open, form.arriving ?? [], pairs)
  const found = inOrder(open, pairs).filter((target) => fits(target, query))
  const shownTargets = all || query !== '' ? found : found.slice(0, Math.max(FIRST, pairs.length))
  const lost = pairs.filter((pair) => !object.fields.some((target) => target.name === pair.to))
  return (
    <div className="flex flex-col gap-2">
      {offers.length > 0 && (
        <SuggestionBar offers={offers} targets={open} onAccept={() => write([...pairs, ...offers])} />
      )}
      <div className="flex items-baseline justify-between gap-2 text-12 text-muted">
        <span>{t('mapping.mapped', { mapped: pairs.length, count: open.length })}</span>
        {arrival && <span>{t('mapping.live', { row: arrival.row })}</span>}
      </div>
      {open.length > FIRST && (
        <TextField
          label={t('mapping.find')}
          hideLabel
          placeholder={t('mapping.find')}
          value={query}
          onChange={setQuery}
          type="search"
        />
      )}
      <ul className="overflow-hidden rounded-card border border-hairline">
        {shownTargets.map((target) => (
          <MappingRow
            key={target.name}
            target={target}
            from={pairs.find((pair) => pair.to === target.name)?.from}
            form={form}
            arrival={arrival}
            arrivals={arrivals}
            onChange={(from) => write(withPair(pairs, target.name, from))}
          />
        ))}
        {lost.map((pair) => (
          <MappingRow
            key={pair.to}
            target={{ name: pair.to, label: pair.to, type: 'text' }}
            unknown
            from={pair.from}
            form={form}
            arrival={arrival}
            arrivals={arrivals}
            onChange={(from) => write(withPair(pairs, pair.to, from))}
          />
        ))}
      </ul>
      {shownTargets.length < found.length && (
        <div>
          <Button size="tight" variant="quiet" icon="down" onClick={() => setAll(true)}>
            {t('mapping.more', { count: found.length - shownTargets.length })}
          </Button>
        </div>
      )}
    </div>
  )
}

const fits = ({ name, label }: TargetField, query: string): boolean =>
  `${label} ${name}`.toLowerCase().includes(query.trim().toLowerCase())
