/** What a small record looks like before and after a step, worked out by the step itself. */
import { createPhone } from '#adapters/phone'
import { createAjvSchema } from '#adapters/schema'
import { type Behaviour, type Data, flowSchema, type Json, type StepKind } from '#engine'
import { STEP_SAMPLES } from './step-samples.ts'

/** As paragraphs: none when there is no sample, or when it can only be worked out in a run. */
export function sampleLines(kind: StepKind): string[] {
  const sample = STEP_SAMPLES[kind.kind]
  if (!sample) return []
  const step = { kind: kind.kind, title: kind.title, settings: sample.settings }
  const flow = flowSchema.parse({ formatVersion: 1, id: 'page', name: 'Page', steps: { step }, wires: [] })
  const context = { flow, stepId: 'step', schema: createAjvSchema(), phone: createPhone(), connectors: {} }
  const after = leaving(kind.plan(sample.settings, context), sample.before)
  return ['For example, from', block(sample.before), 'it makes', block(after)]
}

function leaving(behaviour: Behaviour, before: readonly Data[]): Data[] {
  const [first] = before
  if (!first) return []
  switch (behaviour.role) {
    case 'sync':
      return [behaviour.apply(first, { receivedAt: 0, label: '' }).data]
    case 'compute': {
      const answer = behaviour.native?.(first)
      if (answer === undefined || answer === 'ask') throw new Error('the formula of a sample is plain')
      return [behaviour.take(first, answer.value).data]
    }
    case 'split': {
      const made = behaviour.parts(first)
      return 'parts' in made ? made.parts : []
    }
    case 'gather':
      return [
        behaviour.rule.combine(
          before.map((data) => ({ data, wire: '' })),
          true,
        ).data,
      ]
    default:
      throw new Error(`no sample of ${behaviour.role} can be worked out here`)
  }
}

const block = (records: readonly Data[]): string => `\`\`\`\n${records.map(recordText).join('\n')}\n\`\`\``

const recordText = (data: Data): string =>
  Object.entries(data)
    .map(([name, value]) => `${name}: ${valueText(value)}`)
    .join(' · ')

const valueText = (value: Json): string => (value === '' ? '(blank)' : typeof value === 'string' ? value : plain(value))

/** Lists and groups as people write them, without quotation marks. */
function plain(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(plain).join(', ')}]`
  if (value === null || typeof value !== 'object') return String(value)
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}: ${plain(inner)}`)
    .join(', ')}}`
}
