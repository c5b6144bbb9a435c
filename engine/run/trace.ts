/** The short text in which a record's path is journaled: `read:main check:rejected`, `write:main=created`, a step alone where it waits or ended. */
import type { PortName } from '../model/ports.ts'
import type { Pass, Written } from './advance.ts'

export interface TraceEntry {
  step: string
  port?: PortName
  does?: Written
  /** `made`: it began here, made of another record. `back`: it came out of the flow that this step goes through. */
  how?: 'made' | 'back'
}

const MARK = { made: '+', back: '~' } as const

export function extendTrace(trace: string, passes: readonly Pass[]): string {
  let text = trace
  for (const { step, port, entered, how, does } of passes) {
    // A step that was entered before stands at the end of the trace already; its exit completes that entry.
    if (entered || how) text += (text === '' ? '' : ' ') + (how ? MARK[how] : '') + step
    if (port) text += `:${port}`
    if (does) text += `=${does}`
  }
  return text
}

export function parseTrace(trace: string): TraceEntry[] {
  if (trace === '') return []
  return trace.split(' ').map((part) => {
    const how = part[0] === '+' ? 'made' : part[0] === '~' ? 'back' : undefined
    const [step = '', exit] = (how ? part.slice(1) : part).split(':')
    const entry: TraceEntry = how ? { step, how } : { step }
    if (!exit) return entry
    const [port, does] = exit.split('=')
    entry.port = port as PortName
    if (does) entry.does = does as Written
    return entry
  })
}
