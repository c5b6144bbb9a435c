/** Sample rows as they arrive at a step, worked out again when the drawing or the sample changes. */
import { useEffect, useMemo, useState } from 'react'
import { compilePlan, type Flow, type PhonePort, type Plan, type SchemaPort } from '#engine'
import { type Arrival, arrivalsAt } from './arrivals.ts'
import { useFlow } from './flow-store.ts'
import { PAGE, useSample } from './sample-store.ts'

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

/** The first page of the sample as it arrives at `step`; empty while nothing is known. */
export function useArrivals(step: string): readonly Arrival[] {
  const flow = useFlow((state) => state.flow)
  const rows = useSample((sample) => sample.rows)
  const ports = usePreviewPorts()
  const plan = useMemo(() => (flow && ports ? planOf(flow, ports) : undefined), [flow, ports])
  return useMemo(() => {
    if (!plan) return NONE
    return arrivalsAt(plan, step, firstPage(rows))
  }, [plan, rows, step])
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

/** Undefined for a drawing that has no start yet, or a step of a later version. */
function planOf(flow: Flow, ports: PreviewPorts): Plan | undefined {
  try {
    return compilePlan(flow, { hash: '', connectors: {}, ...ports })
  } catch {
    return undefined
  }
}
