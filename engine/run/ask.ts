/** What a step asks of the world for a record, or the exit that the record takes because nothing can be asked. Pure. */
import type { Reason } from '../model/failure.ts'
import type { Data } from '../model/json.ts'
import { CASES, type PortName } from '../model/ports.ts'
import type { Behaviour, KeyResult } from '../steps/declare.ts'
import type { Effect } from './effects.ts'
import type { PlannedStep } from './plan.ts'

export type Asking = Exclude<Behaviour, { role: 'source' | 'sync' | 'end' | 'call' }>

type Exit = { port: PortName; reason?: Reason }

export function askAt(planned: PlannedStep, behaviour: Asking, data: Data, wire: string): Effect | Exit {
  const step = planned.id
  switch (behaviour.role) {
    case 'echo': {
      const found = behaviour.key(data)
      const { connection, object, days, aside } = behaviour
      // Nothing says which thing it is about, so it is nobody's echo.
      return { kind: 'echo', step, connection, object, days, aside, data, key: 'key' in found ? found.key : '' }
    }
    case 'limit':
      return { kind: 'limit', step, scope: behaviour.scope, most: behaviour.most }
    case 'pace':
      return { kind: 'pace', step, most: behaviour.most, per: behaviour.per }
    case 'wait':
      return { kind: 'wait', step, time: behaviour.time }
    case 'compute':
      return { kind: 'compute', step, formula: behaviour.formula, data, take: behaviour.take }
    case 'model': {
      const { model, take } = behaviour
      return { kind: 'model', step, model, seen: behaviour.see(data), data, take }
    }
    case 'person':
      return { kind: 'person', step, task: behaviour.task(data), data }
    case 'copy': {
      const ways = CASES.filter((port) => planned.next[port] !== undefined)
      // Inside another flow it may be the last step: the record itself goes back.
      if (ways.length === 0) return { port: 'case-1' }
      return { kind: 'make', step, waits: false, children: ways.map((port) => ({ port, data })) }
    }
    case 'split':
    case 'each':
      return parted(planned, behaviour, data)
    default:
      return keyed(planned, behaviour, data, wire)
  }
}

function parted(
  { id: step }: PlannedStep,
  behaviour: Extract<Asking, { role: 'split' | 'each' }>,
  data: Data,
): Effect | Exit {
  const found = behaviour.parts(data)
  if ('reason' in found) return { port: 'rejected', reason: found.reason }
  const waits = behaviour.role === 'each'
  if (found.parts.length === 0 && !waits) return { port: 'filtered', reason: emptyList(step) }
  const children = found.parts.map((part) => (waits ? { data: part } : { port: 'main' as const, data: part }))
  return { kind: 'make', step, waits, children }
}

function keyed(
  { id: step, wires }: PlannedStep,
  behaviour: Extract<Asking, { role: 'claim' | 'order' | 'find' | 'gather' | 'write' }>,
  data: Data,
  wire: string,
): Effect | Exit {
  const found = keyOf(behaviour, data)
  if (!('key' in found)) return { port: 'error', reason: noKey(found.missing) }
  const { key } = found
  switch (behaviour.role) {
    case 'claim': {
      const { scope, days, keep, near } = behaviour
      return { kind: 'claim', step, scope, days, key, keep, data, ...(near ? { near } : {}) }
    }
    case 'order': {
      const version = behaviour.version(data)
      if (version === undefined) return { port: 'error', reason: noVersion() }
      return { kind: 'order', step, scope: behaviour.scope, days: behaviour.days, key, version }
    }
    case 'find':
      return { kind: 'find', step, find: behaviour.find, key, data, take: behaviour.take }
    case 'gather':
      return { kind: 'gather', step, rule: behaviour.rule, key, wire, wires }
    case 'write':
      return { kind: 'write', step, write: behaviour.write, key, body: behaviour.write.body(data) }
  }
}

function keyOf(
  behaviour: Extract<Asking, { role: 'claim' | 'order' | 'find' | 'gather' | 'write' }>,
  data: Data,
): KeyResult {
  if (behaviour.role === 'find') return behaviour.find.key(data)
  if (behaviour.role === 'gather') return behaviour.rule.key(data)
  return behaviour.role === 'write' ? behaviour.write.key(data) : behaviour.key(data)
}

const noKey = (missing: string[]): Reason => ({
  code: 'record.no-key',
  category: 'validation',
  values: { fields: missing },
})

const noVersion = (): Reason => ({ code: 'record.no-version', category: 'validation', values: {} })

const emptyList = (step: string): Reason => ({ code: 'record.empty-list', category: 'validation', values: { step } })
