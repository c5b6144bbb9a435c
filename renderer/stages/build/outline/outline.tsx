/** The flow as a list: the same editing as on the canvas, with nothing that has to be seen or dragged. */
import type { Flow, PortName } from '#engine'
import {
  describeStep,
  exitName,
  exitsOf,
  holds,
  indexOf,
  isOnward,
  targetsOf,
  titleOf,
  view,
  wireAt,
} from '../../../canvas/index.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'
import { Button, Empty, IconButton, joinClasses, Menu, type MenuItem, PortMark } from '../../../ui/index.ts'
import { openPicker, setOpen } from '../build-store.ts'
import { connectSteps, freeOnward, removeWire } from '../editing/connect.ts'
import { removeSteps } from '../editing/remove.ts'
import { reorder, swapEdit } from '../editing/reorder.ts'

export function Outline() {
  const flow = useFlow((s) => s.flow)
  if (!flow) return null
  const { order } = indexOf(flow)
  return (
    <div className="flex h-full min-h-0 flex-col">
      <ol aria-label={t('outline.label')} className="min-h-0 flex-1 overflow-y-auto py-2">
        {order.map((step, i) => (
          <OutlineStep key={step} flow={flow} step={step} number={i + 1} />
        ))}
      </ol>
      {order.length === 0 && <Empty>{t('canvas.empty')}</Empty>}
      <div className="p-3">
        <Button icon="plus" className="w-full" onClick={() => openPicker({ kind: 'add' })}>
          {t('build.add')}
        </Button>
      </div>
    </div>
  )
}

function OutlineStep({ flow, step, number }: { flow: Flow; step: string; number: number }) {
  const selected = useFlow((s) => s.selection.steps.includes(step))
  const label = useFlow((s) => describeStep(flow, s.problems, step))
  if (!flow.steps[step]) return null
  const title = titleOf(flow, step)
  const choose = () => {
    useFlow.getState().select({ steps: [step] })
    setOpen('inspector', true)
    view.reveal(step)
  }
  return (
    <li className="px-2 pb-1">
      <div className={joinClasses('flex items-center rounded-control', selected && 'bg-tint-accent')}>
        <button
          type="button"
          aria-label={label}
          aria-current={selected || undefined}
          className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-control px-2 text-left text-13 font-medium -outline-offset-2 hover:bg-sunken"
          onClick={choose}
        >
          <span className="w-4 shrink-0 text-right text-12 text-muted">{number}</span>
          <span className="truncate">{title}</span>
        </button>
        <Menu
          label={t('outline.actions', { step: title })}
          align="end"
          trigger={<IconButton icon="more" label={t('outline.actions', { step: title })} />}
          groups={actionsFor(flow, step)}
        />
      </div>
      <ul className="pl-6">
        {exitsOf(flow, step).map((port) => (
          <OutlineExit key={port} flow={flow} step={step} port={port} />
        ))}
      </ul>
    </li>
  )
}

function actionsFor(flow: Flow, step: string): MenuItem[][] {
  const item = (id: string, label: string, why: string | undefined, onChoose: () => void): MenuItem => ({
    id,
    label,
    ...(why === undefined ? {} : { disabledWhy: why }),
    onChoose,
  })
  const noSwap = (by: -1 | 1) => (swapEdit(flow, step, by) ? undefined : t('why.no-swap'))
  const ends = exitsOf(flow, step).length === 0 ? t('why.ends') : undefined
  return [
    [
      item('add', t('outline.add-after'), ends, () =>
        openPicker({ kind: 'add', where: { after: { step, port: freeOnward(flow, step) } } }),
      ),
      item('connect', t('outline.connect'), ends, () => openPicker({ kind: 'connect', step })),
    ],
    [
      item('earlier', t('outline.earlier'), noSwap(-1), () => reorder(step, -1)),
      item('later', t('outline.later'), noSwap(1), () => reorder(step, 1)),
    ],
    [{ ...item('remove', t('outline.remove'), undefined, () => removeSteps([step])), icon: 'remove', danger: true }],
  ]
}

/** Where an exit leads, as a list of the places it may lead to. */
function OutlineExit({ flow, step, port }: { flow: Flow; step: string; port: PortName }) {
  const wire = wireAt(flow, step, port)
  const targets = targetsOf(flow, { step, port })
  const exit = exitName(flow, step, port)
  const choose = (to: string) => {
    if (to !== '') connectSteps({ step, port }, to)
    else if (wire) removeWire(wire.id)
  }
  return (
    <li className="flex h-7 items-center gap-1.5 text-12 text-muted">
      <PortMark port={port} size={11} />
      <label className="flex min-w-0 flex-1 items-center gap-1.5">
        <span className="max-w-1/2 shrink-0 truncate" title={exit}>
          {exit}
        </span>
        <select
          className="h-6 min-w-0 flex-1 rounded-control border border-hairline bg-panel px-1 text-ink"
          aria-label={t('outline.leads-to', { exit, step: titleOf(flow, step) })}
          value={wire?.to.step ?? ''}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">
            {t(holds(port) ? 'outline.hold' : isOnward(port) ? 'outline.nowhere' : 'outline.ends')}
          </option>
          {indexOf(flow).order.map((to) => {
            const why = targets[to]?.why
            const now = wire?.to.step === to
            return (
              <option key={to} value={to} disabled={!now && why !== undefined}>
                {why && !now
                  ? t('outline.not', { step: titleOf(flow, to), why: t(`connect.${why}`) })
                  : titleOf(flow, to)}
              </option>
            )
          })}
        </select>
      </label>
    </li>
  )
}
