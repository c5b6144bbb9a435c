/** Wires: drawing and removing them. */
import { connectTo, type Flow, type PortName } from '#engine'
import { type Exit, exitsOf, isOnward, targetsOf, titleOf, wireAt } from '../../../canvas/index.ts'
import { t } from '../../../text/index.ts'
import { announce } from '../announcer.tsx'
import { apply, openFlow } from './drawing.ts'

/** An exit leads to one step only: a new wire takes the place of the old one. */
export function connectSteps(from: Exit, to: string): void {
  const flow = openFlow()
  if (!flow || !targetsOf(flow, from)[to]?.legal) return
  const name = t('did.connect', { from: titleOf(flow, from.step), to: titleOf(flow, to) })
  apply(connectTo(flow, from, to), name)
  announce(name)
}

export function removeWire(id: string): void {
  const flow = openFlow()
  const wire = flow?.wires.find((one) => one.id === id)
  if (!flow || !wire) return
  const name = t('did.disconnect', { from: titleOf(flow, wire.from.step), to: titleOf(flow, wire.to.step) })
  apply({ kind: 'disconnect', wire: id }, name)
  announce(name)
}

/** The way on that leads nowhere yet, or else the first: where a step goes that is added behind this one. */
export function freeOnward(flow: Flow, step: string): PortName {
  const onward = exitsOf(flow, step).filter(isOnward)
  return onward.find((port) => !wireAt(flow, step, port)) ?? onward[0] ?? 'main'
}

/** The first exit of a step that leads nowhere yet, those that go on before the others; the first when all are wired. */
export function freeExit(flow: Flow, step: string): PortName | undefined {
  const exits = exitsOf(flow, step)
  return exits.find((port) => !wireAt(flow, step, port)) ?? exits[0]
}
