/** Records and behaviours of single step kinds, for tests beside the kinds. */
import type { Behaviour, Data, Flow, Json, Passed, StepKind } from '#engine'
import { emptyFlow } from './flow.ts'

export const record = (parts: Record<string, Json>): Data => Object.assign(Object.create(null), parts)

/** What the kind does with these settings; throws when it has another role. */
export function behaviour<R extends Behaviour['role']>(
  kind: StepKind,
  role: R,
  settings: Record<string, Json>,
  {
    flow = emptyFlow(),
    connectors = {},
  }: { flow?: Flow; connectors?: Parameters<StepKind['plan']>[1]['connectors'] } = {},
): Extract<Behaviour, { role: R }> {
  const plan = kind.plan(settings, {
    flow,
    stepId: 's',
    connectors,
    schema: { compile: () => () => [] },
    phone: { toE164: () => undefined },
  })
  if (plan.role !== role) throw new Error(`${kind.kind} is not a ${role}`)
  return plan as Extract<Behaviour, { role: R }>
}

export const sync = (kind: StepKind, settings: Record<string, Json>): ((data: Data) => Passed) => {
  const { apply } = behaviour(kind, 'sync', settings)
  return (data) => apply(data, { receivedAt: 0, label: 'row 1' })
}
