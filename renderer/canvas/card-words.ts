/** What a screen reader hears about a step or a wire: the same facts that the eye sees on the card. */
import type { Flow, PortName, Problem } from '#engine'
import { t } from '../text/index.ts'
import { holds } from './basin.ts'
import { indexOf, problemsAt, wireAt } from './flow-index.ts'
import { exitName, exitsOf, titleOf } from './kinds.ts'
import { isOnward } from './ports.ts'

interface Said {
  steps: Flow['steps']
  wires: Flow['wires']
  problems: readonly Problem[]
  words: Map<string, string>
}

let said: Said | undefined

/**
 * `Check email, step 3 of 8, has 1 problem, continues to Create invoice, failed check goes to hold list`. Every card asks at every
 * change, so what was said is remembered as long as nothing changed that it speaks of.
 */
export function describeStep(flow: Flow, problems: readonly Problem[], step: string): string {
  const { steps, wires } = flow
  if (said?.steps !== steps || said.wires !== wires || said.problems !== problems) {
    said = { steps, wires, problems, words: new Map() }
  }
  let words = said.words.get(step)
  if (words === undefined) {
    words = wordsOf(flow, problems, step)
    said.words.set(step, words)
  }
  return words
}

function wordsOf(flow: Flow, problems: readonly Problem[], step: string): string {
  const { place, order } = indexOf(flow)
  if (!flow.steps[step]) return ''
  const parts = [
    titleOf(flow, step),
    t('canvas.place', { at: (place.get(step) ?? 0) + 1, of: order.length }),
    t('canvas.problems', { count: problemsAt(problems, step).filter((one) => one.severity !== 'tip').length }),
    ...exitsOf(flow, step).map((port) => describeExit(flow, step, port)),
  ]
  return parts.filter((part) => part !== '').join(', ')
}

export function describeExit(flow: Flow, step: string, port: PortName): string {
  const wire = wireAt(flow, step, port)
  const exit = exitName(flow, step, port)
  if (!wire) return port === 'main' ? t('canvas.ends') : t(nowhere(port), { exit })
  const to = titleOf(flow, wire.to.step)
  return t(port === 'main' ? 'canvas.continues' : 'canvas.exit-to', { exit, to })
}

function nowhere(port: PortName) {
  if (holds(port)) return 'canvas.to-hold'
  return isOnward(port) ? 'canvas.exit-nowhere' : 'canvas.exit-ends'
}

/** `Check to Dedupe, Continue`. */
export function describeWire(flow: Flow, id: string): string {
  const wire = flow.wires.find((one) => one.id === id)
  if (!wire) return ''
  const values = { from: titleOf(flow, wire.from.step), to: titleOf(flow, wire.to.step) }
  return t('canvas.wire', { ...values, exit: exitName(flow, wire.from.step, wire.from.port) })
}
