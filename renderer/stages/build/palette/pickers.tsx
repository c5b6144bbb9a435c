/** The two lists of the canvas: which step to add, and which step a wire leads to. */
import { type Flow, fitsOnWire, type PortName, STEP_KINDS, stepKind } from '#engine'
import { exitName, exitsOf, holds, indexOf, isOnward, targetsOf, titleOf, wireAt } from '../../../canvas/index.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'
import { PortMark, Segmented } from '../../../ui/index.ts'
import { closePicker, openPicker, type Picker, useBuild } from '../build-store.ts'
import { addHere, addStep } from '../editing/add-step.ts'
import { connectSteps, freeExit } from '../editing/connect.ts'
import { type ListItem, SearchList } from './search-list.tsx'

export function Pickers() {
  const picker = useBuild((s) => s.picker)
  const flow = useFlow((s) => s.flow)
  if (!picker || !flow) return null
  return picker.kind === 'add' ? (
    <AddPicker picker={picker} flow={flow} />
  ) : (
    <ConnectPicker picker={picker} flow={flow} />
  )
}

function AddPicker({ picker, flow }: { picker: Extract<Picker, { kind: 'add' }>; flow: Flow }) {
  const { where } = picker
  const behind = where !== undefined && !('at' in where)
  const needsMain = where !== undefined && 'wire' in where
  const items = STEP_KINDS.map((kind): ListItem => {
    const why =
      behind && kind.group === 'start'
        ? t('connect.source')
        : needsMain && !fitsOnWire(kind.kind)
          ? t('why.no-way-on')
          : undefined
    return {
      id: kind.kind,
      title: kind.title,
      icon: kind.icon,
      about: kind.about,
      synonyms: kind.synonyms,
      group: t(`group.${kind.group}`),
      why,
      choose: () => void requestAnimationFrame(() => (where ? addStep(kind.kind, where) : addHere(kind.kind))),
    }
  })
  return (
    <SearchList
      title={titleFor(picker, flow)}
      placeholder={titleFor(picker, flow)}
      items={items}
      onClose={closePicker}
    />
  )
}

function titleFor({ where }: Extract<Picker, { kind: 'add' }>, flow: Flow): string {
  if (where && 'wire' in where) return t('picker.insert')
  const after = where && 'after' in where ? where.after.step : useFlow.getState().selection.steps.at(-1)
  return after === undefined ? t('picker.add') : t('picker.add-after', { step: titleOf(flow, after) })
}

function ConnectPicker({ picker, flow }: { picker: Extract<Picker, { kind: 'connect' }>; flow: Flow }) {
  const step = flow.steps[picker.step]
  const exits = exitsOf(flow, picker.step)
  const exit = picker.exit ?? freeExit(flow, picker.step)
  if (!step || !exit) return null
  const targets = targetsOf(flow, { step: picker.step, port: exit })
  const legalFirst = indexOf(flow).order.toSorted((a, b) => Number(targets[b]?.legal) - Number(targets[a]?.legal))
  const items = legalFirst.map((to): ListItem => {
    const why = targets[to]?.why
    return {
      id: to,
      title: titleOf(flow, to),
      icon: stepKind(flow.steps[to]?.kind ?? '')?.icon ?? 'warning',
      ...(why ? { why: t(`connect.${why}`) } : {}),
      choose: () => requestAnimationFrame(() => connectSteps({ step: picker.step, port: exit }, to)),
    }
  })
  const now = wireAt(flow, picker.step, exit)
  return (
    <SearchList
      title={t('picker.connect', { step: titleOf(flow, picker.step) })}
      placeholder={t('picker.connect', { step: titleOf(flow, picker.step) })}
      items={items}
      onClose={closePicker}
      top={
        <div className="flex flex-wrap items-center gap-2 border-b border-hairline px-4 py-2 text-13">
          {exits.length > 1 && (
            <Segmented<PortName>
              label={t('picker.exit')}
              choices={exits.map((port) => ({ id: port, label: exitName(flow, picker.step, port) }))}
              chosen={exit}
              onChoose={(port) => openPicker({ ...picker, exit: port })}
            />
          )}
          <span className="inline-flex items-center gap-1.5 text-muted">
            <PortMark port={exit} />
            {now
              ? t('picker.replaces', { step: titleOf(flow, now.to.step) })
              : t(holds(exit) ? 'picker.holds' : isOnward(exit) ? 'picker.free' : 'picker.ends')}
          </span>
        </div>
      }
    />
  )
}
