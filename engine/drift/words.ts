/** A drift as what is told to people: a code with its values. */
import type { Connector } from '../connect/declare.ts'
import type { Reason } from '../model/failure.ts'
import type { Drift } from './compare.ts'
import type { DriftedStep } from './touched.ts'

const CODE = {
  renamed: 'drift.renamed',
  gone: 'drift.gone',
  required: 'drift.required',
  'read-only': 'drift.read-only',
  'not-unique': 'drift.not-unique',
  type: 'drift.type',
  choices: 'drift.choices',
  new: 'drift.new',
} as const

export function driftReason(drift: Drift, connector: Connector, steps: readonly DriftedStep[]): Reason {
  const object = Object.hasOwn(connector.objects, drift.object) ? connector.objects[drift.object] : undefined
  const values = {
    system: connector.title,
    object: (object?.plural ?? drift.object).toLowerCase(),
    field: drift.label === drift.field ? drift.field : `${drift.label} (${drift.field})`,
    to: drift.to ?? null,
    before: drift.before ?? [],
    now: drift.now ?? [],
    count: steps.length,
    steps: steps.length === 0 ? 'no step' : steps.map(({ title }) => `"${title}"`).join(', '),
  }
  return { code: CODE[drift.kind], category: 'permanent', values }
}
