import type { ServerFlow } from '#protocol'
import type { Parts } from '../parts.ts'
import type { KnownFlow } from './catalogue.ts'
import { viewSlots } from './slots.ts'

/** What the API tells of a flow. Tokens are never part of it. */
export function viewFlow({ installed, bundle, intake }: KnownFlow, parts: Parts): ServerFlow {
  const { flow, name, version, hash, state } = installed
  const slots = viewSlots(bundle.flow, parts.server.slots.of(flow), bundle.connectors)
  const path = intake === 'webhook' ? `/hooks/${flow}.${installed.hookKey}` : `/api/flows/${flow}/files`
  const view: ServerFlow = {
    flow,
    name,
    version,
    hash,
    state,
    slots,
    intake: { kind: intake, address: parts.address() + path },
  }
  const last = parts.store.runs.list(flow, 1)[0]?.view
  if (!last) return view
  const { run, received, outcomes } = last
  return { ...view, lastRun: { run, state: last.state, received, outcomes } }
}
