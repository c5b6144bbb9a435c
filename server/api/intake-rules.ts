import { Failure, type SourceKind } from '#engine'
import type { KnownFlow } from '../flows/catalogue.ts'
import { intakeOf } from '../flows/view.ts'
import type { Parts } from '../parts.ts'

const WORDS: Record<SourceKind, string> = {
  file: 'files',
  webhook: 'a webhook',
  events: 'an event stream',
  manual: 'people, by hand',
  schedule: 'its schedule, by itself',
  poll: 'the system that it looks into, by itself',
  folder: 'a folder, by itself',
  flow: 'other flows',
}

/** The flow, if it takes records in one of these ways now. Throws flow.not-found, server.wrong-intake or server.not-running. */
export function demandIntake(parts: Parts, flow: string, kinds: readonly SourceKind[]): KnownFlow {
  const known = parts.catalogue.flow(flow)
  const { name, state } = known.installed
  if (!kinds.includes(known.intake)) {
    const { address } = intakeOf(known, parts)
    throw new Failure('server.wrong-intake', 'permanent', {
      flow: name,
      kind: WORDS[known.intake],
      address: address || 'there',
    })
  }
  if (state !== 'running') throw new Failure('server.not-running', 'transient', { flow: name })
  return known
}
