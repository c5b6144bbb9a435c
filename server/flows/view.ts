import { type RunView, type SourceKind, wordsOf } from '#engine'
import type { ServerFlow } from '#protocol'
import type { Parts } from '../parts.ts'
import type { KnownFlow } from './catalogue.ts'
import { viewSlots } from './slots.ts'

/** What the API tells of a flow. Tokens are never part of it. */
export async function viewFlow(known: KnownFlow, parts: Parts): Promise<ServerFlow> {
  const { installed, bundle } = known
  const { flow, name, version, hash, state } = installed
  const slots = viewSlots(bundle.flow, parts.server.slots.of(flow), bundle.connectors)
  const view: ServerFlow = { flow, name, version, hash, state, slots, intake: intakeOf(known, parts) }
  const last = await parts.runs.lastRun(flow)
  if (!last) return view
  const { run, received, outcomes } = last
  const trouble = troubleOf(await parts.runs.openRuns(flow))
  return { ...view, ...(trouble ? { trouble } : {}), lastRun: { run, state: last.state, received, outcomes } }
}

/** Why records wait: of the newest run that has a reason to tell, and how many wait in all of them. */
function troubleOf(open: readonly RunView[]): ServerFlow['trouble'] {
  const troubled = open.flatMap((view) => {
    const reason = view.trouble ?? (view.state === 'interrupted' ? view.reason : undefined)
    return reason ? [{ reason, waiting: view.outcomes.waiting }] : []
  })
  const [first] = troubled
  if (!first) return undefined
  const { code, values } = first.reason
  const waiting = troubled.reduce((sum, one) => sum + one.waiting, 0)
  return { code, values, ...wordsOf(code, values), waiting }
}

/** Where records come in; blank for a flow that starts by itself. */
export function intakeOf({ installed, intake }: KnownFlow, parts: Pick<Parts, 'address'>): ServerFlow['intake'] {
  const path = pathOf(intake, installed)
  return { kind: intake, address: path === '' ? '' : parts.address() + path }
}

function pathOf(intake: SourceKind, { flow, hookKey }: KnownFlow['installed']): string {
  if (intake === 'webhook') return `/hooks/${flow}.${hookKey}`
  if (intake === 'events') return `/events/${flow}.${hookKey}`
  if (intake === 'manual') return `/hooks/${flow}`
  return intake === 'file' ? `/api/flows/${flow}/files` : ''
}
