import { Failure } from '#engine'
import type { KnownFlow } from '../flows/catalogue.ts'
import { intakeOf } from '../flows/view.ts'
import type { Parts } from '../parts.ts'

/** The flow, if it takes records in this way now. Throws flow.not-found, server.wrong-intake or server.not-running. */
export function demandIntake(parts: Parts, flow: string, kind: 'webhook' | 'file'): KnownFlow {
  const known = parts.catalogue.flow(flow)
  const { name, state } = known.installed
  if (known.intake !== kind) {
    const { kind: other, address } = intakeOf(known, parts)
    const words = other === 'file' ? 'files' : 'a webhook'
    throw new Failure('server.wrong-intake', 'permanent', { flow: name, kind: words, address })
  }
  if (state !== 'running') throw new Failure('server.not-running', 'transient', { flow: name })
  return known
}
