/** Live proof under the sentence: which rows of the sample are the same as the settings stand, worked out by the engine's own key. */
import { useMemo } from 'react'
import type { Data } from '#engine'
import type { Arrival } from '../../../../state/arrivals.ts'
import { useArrivals, usePreviewPorts } from '../../../../state/use-arrivals.ts'
import { t } from '../../../../text/index.ts'
import { Icon, PortMark } from '../../../../ui/index.ts'
import { shown, valueIn } from '../../stepping/changes.ts'
import { type StepForm, settingValue, textsOf } from '../form.ts'
import { MarkedText } from './marked-text.tsx'
import { type SameRows, sameRows } from './same-rows.ts'

export function DedupeProof({ form }: { form: StepForm }) {
  const same = useSameRows(form)
  const fields = keyFields(form)
  if (!same || same.compared === 0) return null
  if (fields.length === 0) return <p className="text-12 text-muted">{t('proof.not-yet')}</p>
  const [first] = same.groups
  const tell = telling(same, fields)
  return (
    <section aria-label={t('proof.title')} className="rounded-card border border-hairline bg-canvas p-3">
      <div className="flex items-start gap-2 text-13">
        <Icon name={first ? 'check' : 'info'} size={16} className={first ? 'mt-px text-success' : 'mt-px text-muted'} />
        <p className="min-w-0 flex-1 font-strong" role="status">
          {first ? t('proof.match', { rows: rowsText(same) }) : t('proof.none')}
        </p>
        <span className="text-12 whitespace-nowrap text-muted">{t('proof.as-you-edit')}</span>
      </div>
      {tell.map((group) => (
        <Group key={group[0]?.row} group={group} fields={fields} />
      ))}
      <p className="mt-2 text-12 text-muted">
        {tell.some((group) => differs(group, fields)) && `${t('proof.marked')} `}
        {same.groups.length > tell.length && `${t('proof.more-pairs', { count: same.groups.length - tell.length })} `}
        {t('proof.compared', { count: same.compared })}
        {same.keyless > 0 && ` ${t('proof.no-key', { count: same.keyless })}`}
      </p>
    </section>
  )
}

/** The first group, and the first one whose texts are not letter for letter the same: that one shows what is ignored. */
function telling(same: SameRows, fields: readonly string[]): Arrival[][] {
  const [first] = same.groups
  if (!first || differs(first, fields)) return first ? [first] : []
  const other = same.groups.find((group) => differs(group, fields))
  return other ? [first, other] : [first]
}

const differs = ([kept, ...stopped]: readonly Arrival[], fields: readonly string[]): boolean =>
  stopped.some(({ data }) => fields.some((field) => shown(valueIn(data, field)) !== shown(valueIn(kept?.data, field))))

function useSameRows(form: StepForm): SameRows | undefined {
  const arrivals = useArrivals(form.stepId)
  const ports = usePreviewPorts()
  const { flow, stepId, step, kind } = form
  return useMemo(() => {
    if (!ports) return undefined
    const behaviour = kind.plan(step.settings, { flow, stepId, connectors: {}, ...ports })
    return behaviour.role === 'claim' ? sameRows(arrivals, behaviour.key) : undefined
  }, [arrivals, ports, flow, stepId, step, kind])
}

/** The fields that the sentence compares. */
const keyFields = (form: StepForm): string[] =>
  form.kind.fields
    .filter((field) => field.kind === 'record-fields')
    .flatMap((field) => textsOf(settingValue(form, field.key)))

function rowsText(same: SameRows): string {
  const rows = same.groups[0]?.map(({ row }) => row) ?? []
  const list = new Intl.ListFormat('en-US').format(rows.slice(0, 4).map(String))
  return t('proof.rows', { count: rows.length, list })
}

function Group({ group, fields }: { group: readonly Arrival[]; fields: readonly string[] }) {
  const [kept, ...stopped] = group
  if (!kept) return null
  return (
    <div className="mt-2 flex flex-col gap-2">
      <Row title={t('proof.kept', { row: kept.row })} data={kept.data} fields={fields} />
      {stopped.slice(0, 2).map(({ row, data }) => (
        <Row key={row} title={t('proof.stopped', { row })} data={data} fields={fields} than={kept.data} />
      ))}
    </div>
  )
}

interface RowProps {
  title: string
  data: Data
  fields: readonly string[]
  /** The record it is the same as. */
  than?: Data
}

function Row({ title, data, fields, than }: RowProps) {
  return (
    <div className="flex flex-col gap-0.5 rounded-control border border-hairline bg-panel px-2.5 py-1.5 text-12">
      <span className="inline-flex items-center gap-1 text-muted">
        {than && <PortMark port="duplicate" />}
        {title}
      </span>
      {fields.map((field) => (
        <MarkedText
          key={field}
          text={shown(valueIn(data, field))}
          other={shown(valueIn(than ?? data, field))}
          tone="duplicate"
        />
      ))}
    </div>
  )
}
