/** Names the people that a launch needs, where the flow names nobody. They are part of the definition, and so of its hash. */
import type { SavedFlow } from '#protocol'
import type { Context } from '#studio'
import { unsaved } from './choose-flow.ts'

export interface PeopleOptions {
  owner?: string
  alert?: string
}

export function withPeople(context: Context, saved: SavedFlow, { owner, alert }: PeopleOptions): SavedFlow {
  const { flow } = saved
  const owners = { ...flow.owners, logic: flow.owners.logic.trim() || owner?.trim() || '' }
  const alerts = { ...flow.alerts, person: flow.alerts.person.trim() || alert?.trim() || '' }
  if (owners.logic === flow.owners.logic && alerts.person === flow.alerts.person) return saved
  return unsaved(context, { ...flow, owners, alerts })
}
