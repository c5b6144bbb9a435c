/** Sample rows as they arrive at a step, worked out again when the drawing or the sample changes. */
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { compilePlan, type Flow, type PhonePort, type Plan, type SchemaPort } from '#engine'
import { type Arrival, arrivalsAt } from './arrivals.ts'
import { useFlow } from './flow-store.ts'
import { PAGE, type SampleRow, useSample } from './sample-store.ts'

interface PreviewPorts {
  schema: SchemaPort
  phone: PhonePort
}

let loaded: PreviewPorts | undefined

/** The phone tables are large, so they are fetched when the first form asks. */
export function usePreviewPorts(): PreviewPorts | undefined {
  const [ports, setPorts] = useState(loaded)
  useEffect(() => {
    if (loaded) return
    let wanted = true
    void import('./preview-ports.ts').then(({ schema, phone }) => {
      loaded = { schema, phone }
      if (wanted) setPorts(loaded)
    })
    return () => {
      wanted = false
    }
  }, [])
  return ports
}

const NONE: readonly Arrival[] = []

/** The first page of the sample as it arrives at `step`; empty while nothing is known. It may lag a moment behind fast typing. */
export function useArrivals(step: string): readonly Arrival[] {
  const flow = useDeferredValue(useFlow((state) => state.flow))
  const rows = useSample((sample) => sample.rows)
  const ports = usePreviewPorts()
  return useMemo(() => {
    const plan = flow && ports && planOf(flow, ports)
    return plan ? known(plan, step, rows) : NONE
  }, [flow, ports, rows, step])
}

type Rows = ReadonlyMap<number, SampleRow>

/** Several controls of one form ask for the same. */
const answers = new WeakMap<Plan, Map<string, { rows: Rows; arrivals: readonly Arrival[] }>>()

function known(plan: Plan, step: string, rows: Rows): readonly Arrival[] {
  const ofPlan = answers.get(plan) ?? new Map<string, { rows: Rows; arrivals: readonly Arrival[] }>()
  answers.set(plan, ofPlan)
  const before = ofPlan.get(step)
  if (before?.rows === rows) return before.arrivals
  const arrivals = arrivalsAt(plan, step, firstPage(rows))
  ofPlan.set(step, { rows, arrivals })
  return arrivals
}

/** The values that the forms show beside fields: the chosen row, or else the first that arrives. */
export function useArrival(step: string): Arrival | undefined {
  const arrivals = useArrivals(step)
  const chosen = useSample((sample) => sample.chosen)
  return arrivals.find((arrival) => arrival.row === chosen) ?? arrivals[0]
}

function* firstPage<T>(rows: ReadonlyMap<number, T>): Iterable<T> {
  for (let row = 1; row <= PAGE; row++) {
    const found = rows.get(row)
    if (found !== undefined) yield found
  }
}

const plans = new WeakMap<Flow, { plan: Plan | undefined }>()

/** Undefined for a drawing that has no start yet, or a step of a later version. */
function planOf(flow: Flow, ports: PreviewPorts): Plan | undefined {
  const before = plans.get(flow)
  if (before) return before.plan
  const made = { plan: compiled(flow, ports) }
  plans.set(flow, made)
  return made.plan
}

function compiled(flow: Flow, ports: PreviewPorts): Plan | undefined {
  try {
    return compilePlan(flow, { hash: '', connectors: {}, ...ports })
  } catch {
    return undefined
  }
}
