import { isRecord } from '../http/exchange.ts'

/** The forms in which systems say "too many calls, wait so long". */
export const waitForms = [
  'seconds',
  'fraction',
  'date',
  'milliseconds',
  'reset-epoch-seconds',
  'reset-epoch-ms',
  'reset-left',
  'standard',
  'draft-7',
  'body',
  'none',
] as const
export type WaitFormName = (typeof waitForms)[number]

/** What should go wrong. Counts strike that many times, then all is well again. Kept in memory. */
export interface OrderFaults {
  /** Milliseconds before anything happens, and between the effect and its answer. */
  /** `writesOnly`: calls that only look are as quick as ever. */
  readonly latency?: { readonly beforeMs?: number; readonly afterMs?: number; readonly writesOnly?: boolean }
  /** `refuse` answers 503 to everything; `hang-up` cuts every connection. */
  readonly outage?: 'refuse' | 'hang-up'
  /** So many writes are answered 503 and not carried out. */
  readonly unavailable?: number
  /** So many writes have their connection cut before they are carried out. */
  readonly cutBefore?: number
  /** So many writes are carried out, and their connection is cut then. */
  readonly lostAnswers?: number
  /** So many requests are answered 429, which tells the wait in this form. */
  readonly storm?: { readonly answers: number; readonly waitMs?: number; readonly form?: WaitFormName }
  readonly rejectToken?: boolean
  /** So many records of bulk calls are refused by themselves, as trouble that passes. */
  readonly failItems?: number
}

/** The faults asked for cannot be understood. */
export class OrderFaultsRefused extends Error {}

const names = new Set([
  'latency',
  'outage',
  'unavailable',
  'cutBefore',
  'lostAnswers',
  'storm',
  'rejectToken',
  'failItems',
])

/** Reads faults from JSON. @throws OrderFaultsRefused */
export function parseOrderFaults(input: unknown): OrderFaults {
  if (!isRecord(input)) throw new OrderFaultsRefused('Faults are an object')
  for (const name of Object.keys(input))
    if (!names.has(name)) throw new OrderFaultsRefused(`There is no fault named "${name}"`)
  for (const name of ['unavailable', 'cutBefore', 'lostAnswers', 'failItems']) {
    const value = input[name]
    if (value !== undefined && !(Number.isInteger(value) && Number(value) >= 0)) {
      throw new OrderFaultsRefused(`"${name}" is a whole number from 0 upwards`)
    }
  }
  return input as OrderFaults
}

type Counted = 'unavailable' | 'cutBefore' | 'lostAnswers' | 'failItems'

/** The faults in force, counting down. */
export interface OrderFaultDesk {
  current(): OrderFaults
  set(faults: OrderFaults): void
  /** True when this fault strikes now; counts it. */
  strikes(fault: Counted): boolean
  takesStorm(): { readonly waitMs: number; readonly form: WaitFormName } | undefined
}

export function createOrderFaultDesk(): OrderFaultDesk {
  let faults: OrderFaults = {}
  return {
    current: () => faults,
    set: (next) => {
      faults = next
    },
    strikes: (fault) => {
      const left = faults[fault] ?? 0
      if (left < 1) return false
      faults = { ...faults, [fault]: left - 1 }
      return true
    },
    takesStorm: () => {
      const { storm } = faults
      if (storm === undefined || storm.answers < 1) return undefined
      faults = { ...faults, storm: { ...storm, answers: storm.answers - 1 } }
      return { waitMs: storm.waitMs ?? 1_000, form: storm.form ?? 'seconds' }
    },
  }
}
