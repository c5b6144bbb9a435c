/** Wires: drawing and removing them. */
import { connectTo, type Flow, type PortName } from '#engine'
import { type Exit, exitsOf, targetsOf, titleOf, wireAt } from '../../../canvas/index.ts'
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

/** The first exit of a step that leads nowhere yet, main before the others; main when all are wired. */
export function freeExit(flow: Flow, step: string): PortName | undefined {
  const found = flow.steps[step]
  if (!found) return undefined
  const exits = exitsOf(found)
  return exits.find((port) => !wireAt(flow, step, port)) ?? exits[0]
}
