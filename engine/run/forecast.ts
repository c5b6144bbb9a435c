/** What a run will ask of each account, and how long the accounts' limits make it take: told before anything is called. Pure. */
import type { Connector, Operation, RateLimit, RateWindow } from '../connect/declare.ts'
import { isInside } from '../connect/inside.ts'
import { own } from '../model/ids.ts'
import type { FindPlan, WritePlan } from '../steps/declare.ts'
import type { Plan, PlannedStep } from './plan.ts'
import { allowance, HEADROOM, PARTS, partOf, windowsOf } from './rate.ts'

/** What is known of the input and the accounts, all of it optional; by step or connection id. */
export interface ForecastFacts {
  connectors: Readonly<Record<string, Connector>>
  /** How many records reach each step for every record that is read: less than 1 behind a dedupe, more behind a split. Absent: 1. */
  reaching?: Readonly<Record<string, number>>
  /** Of the records that reach a write, the share that is really sent, not found unchanged. Absent: 1. */
  changed?: Readonly<Record<string, number>>
  /** Of the records that reach a look-up, the share with a key that none before had. Absent: 1. */
  distinct?: Readonly<Record<string, number>>
  /** Connections with the same text share one account. Absent: each has its own. */
  accounts?: Readonly<Record<string, string>>
  /** Limits that were learned, by connection, instead of the declared ones. */
  limits?: Readonly<Record<string, RateLimit>>
  /** Milliseconds that a call takes. */
  latency?: number
  /** Milliseconds within which the run should finish, evenly spread. */
  within?: number
}

export interface StepForecast {
  step: string
  title: string
  records: number
  looks: number
  sends: number
}

export interface AccountForecast {
  account: string
  /** Title of the system. */
  system: string
  connections: string[]
  calls: number
  /** Milliseconds that the account's limit takes. */
  duration: number
  limit: RateLimit
  steps: StepForecast[]
  /** With `within`: the pace that spreads the calls, for the account's option `spread`. */
  spread?: RateWindow
}

export interface Forecast {
  records: number
  calls: number
  /** Milliseconds: that of the slowest account, since they work at the same time. */
  duration: number
  /** Calls that will be refused as too many: none, since the limits are kept. */
  refused: 0
  perAccount: AccountForecast[]
  /** With `within`: whether the accounts' limits let it finish in time. */
  fits?: boolean
}

type Counted = AccountForecast & { connector: Connector }

/** Milliseconds of a call to an ordinary system. */
const USUAL_LATENCY = 200

export function forecast(plan: Pick<Plan, 'flow' | 'steps'>, facts: ForecastFacts, records: number): Forecast {
  const byAccount = new Map<string, Counted>()
  for (const step of Object.values(plan.steps)) {
    const target = targetOf(step, facts)
    if (!target) continue
    const { connection, connector } = target
    const account = own(facts.accounts ?? {}, connection) ?? connection
    const limit = own(facts.limits ?? {}, connection) ?? connector.limit
    const fresh: Counted = {
      account,
      system: connector.title,
      connections: [],
      calls: 0,
      duration: 0,
      limit,
      steps: [],
      connector,
    }
    const known = byAccount.get(account) ?? fresh
    byAccount.set(account, known)
    const told = stepForecast(step, target, facts, records)
    known.steps.push(told)
    known.calls += told.looks + told.sends
    if (!known.connections.includes(connection)) known.connections.push(connection)
  }
  const perAccount = [...byAccount.values()].map((account) => timed(account, facts))
  const duration = Math.max(0, ...perAccount.map((account) => account.duration))
  const calls = perAccount.reduce((sum, account) => sum + account.calls, 0)
  const told: Forecast = { records, calls, duration, refused: 0, perAccount }
  if (facts.within === undefined) return told
  return {
    ...told,
    fits: duration <= facts.within,
    duration: Math.max(duration, Math.min(facts.within, spreadTime(told))),
  }
}

interface Target {
  connection: string
  connector: Connector
  /** Absent: a model is asked, once for each record. */
  operation?: Operation
  writes: boolean
}

function targetOf({ behaviour }: PlannedStep, { connectors }: ForecastFacts): Target | undefined {
  if (behaviour.role === 'model') {
    const { connection, connector: name } = behaviour.model
    const connector = own(connectors, name)
    return connector && !isInside(connector) ? { connection, connector, writes: false } : undefined
  }
  const writes = behaviour.role === 'write'
  const asked: WritePlan | FindPlan | undefined =
    behaviour.role === 'write' ? behaviour.write : behaviour.role === 'find' ? behaviour.find : undefined
  const connector = asked && own(connectors, asked.connector)
  const operation = connector && own(connector.operations, asked.operation)
  return connector && operation && { connection: asked.connection, connector, operation, writes }
}

function stepForecast(
  { id, title }: PlannedStep,
  { operation, writes }: Target,
  facts: ForecastFacts,
  all: number,
): StepForecast {
  const records = Math.round(all * (own(facts.reaching ?? {}, id) ?? 1))
  const calls = (count: number, bulk: number) => Math.ceil(Math.round(count) / Math.max(1, bulk))
  const asked = records * (own(facts.distinct ?? {}, id) ?? 1)
  if (!operation) return { step: id, title, records, looks: calls(asked, 1), sends: 0 }
  const { look, bulk, strategy, settle = 0 } = operation
  if (!writes) {
    return { step: id, title, records, looks: look ? calls(asked, look.bulk) : 0, sends: 0 }
  }
  const sent = records * (own(facts.changed ?? {}, id) ?? 1)
  const sends = calls(sent, bulk)
  const before = look ? calls(records, look.bulk) : 0
  // What was created is looked for again until the system finds it.
  const after = look && strategy === 'find-then-create' && settle > 0 ? calls(sent, Math.min(bulk, look.bulk)) : 0
  return { step: id, title, records, looks: before + after, sends }
}

function timed({ connector, ...account }: Counted, facts: ForecastFacts): AccountForecast {
  const { calls, limit } = account
  const atWork = (calls * (facts.latency ?? USUAL_LATENCY)) / connector.concurrency
  const duration = Math.round(Math.max(atWork, ...windowsOf(limit).map((window) => timeIn(window, calls))))
  if (facts.within === undefined) return { ...account, duration }
  return { ...account, duration, spread: spreadOver(calls, facts.within) }
}

/** A full window's calls may go at once; the next when they have left the window, part and all. */
function timeIn({ calls: limit, per }: RateWindow, calls: number): number {
  return (Math.max(1, Math.ceil(calls / allowance(limit))) - 1) * (per + partOf(per))
}

/** Windows into which a spread run is divided. */
const STRETCHES = 60

/** The pace at which so many calls just finish within that time, in milliseconds. */
export function spreadOver(calls: number, within: number): RateWindow {
  const per = Math.max(1000, Math.round(within / STRETCHES))
  const stretches = Math.max(1, Math.floor(within / (per * (1 + 1 / PARTS))))
  return { calls: Math.max(1, Math.ceil(Math.ceil(calls / stretches) / HEADROOM)), per }
}

const spreadTime = ({ perAccount }: Forecast): number =>
  Math.max(0, ...perAccount.map(({ calls, spread }) => (spread ? timeIn(spread, calls) : 0)))
