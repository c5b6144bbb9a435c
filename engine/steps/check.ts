import * as z from 'zod'
import { contractSchemaOf } from '../model/contract-schema.ts'
import type { Contract, Flow } from '../model/flow.ts'
import { own } from '../model/ids.ts'
import type { Data } from '../model/json.ts'
import { checkPattern } from '../model/pattern.ts'
import type { Problem } from '../model/problem.ts'
import type { SchemaProblem } from '../ports.ts'
import type { CheckContext, Passed, StepKind } from './declare.ts'
import { type Settings, text } from './settings.ts'

const settingsSchema = z.object({ contract: text })

const contractOf = (settings: Settings, flow: Flow): Contract | undefined =>
  own(flow.contracts, settingsSchema.parse(settings).contract)

/** Settings `{contract: id}`. A record that breaks the contract leaves by `rejected`, with all that is wrong with it. */
export const check: StepKind = {
  kind: 'check',
  version: 1,
  group: 'gate',
  title: 'Check',
  about: 'Lets only records through that keep the contract; the others leave with what is wrong.',
  synonyms: ['validate', 'contract', 'schema', 'required', 'quality', 'verify', 'rules'],
  icon: 'shield',
  ports: ['main', 'rejected'],
  fields: [
    {
      kind: 'contract',
      key: 'contract',
      label: 'Contract',
      help: 'The fields that a record must have, and what their values must look like. Other fields pass.',
      required: true,
    },
  ],
  defaults(flow) {
    const [only, ...others] = Object.keys(flow.contracts)
    return { contract: only !== undefined && others.length === 0 ? only : '' }
  },
  summary(settings, flow) {
    const contract = contractOf(settings, flow)
    return contract ? `Against "${contract.name}"` : 'No contract chosen yet'
  },
  leaving: (_settings, arriving) => arriving,
  check: checkContract,
  plan(settings, { flow, schema }) {
    const contract = contractOf(settings, flow)
    let find: ((value: Data) => SchemaProblem[]) | undefined
    return {
      role: 'sync',
      apply(data) {
        // Compiled on the first record: a start with many flows compiles none of them.
        find ??= schema.compile(contractSchemaOf(contract ?? { name: '', fields: [] }))
        return judge(data, find(data))
      },
    }
  },
}

function judge(data: Data, problems: readonly SchemaProblem[]): Passed {
  if (problems.length === 0) return { port: 'main', data }
  const fields = Object.create(null)
  for (const { field, words } of problems) fields[field] ??= words
  return {
    port: 'rejected',
    data,
    reason: {
      code: 'record.rejected',
      category: 'validation',
      values: { problems: problems.map(({ words }) => words).join('; ') },
      details: { fields },
    },
  }
}

/** The contract itself: patterns that cannot be read, and required fields that never arrive. */
function checkContract({ flow, stepId, step, arriving }: CheckContext): Problem[] {
  const contract = contractOf(step.settings, flow)
  if (!contract) return []
  const at = { step: stepId, field: 'contract' }
  const invalid = (why: string): Problem => ({
    code: 'setting.invalid',
    severity: 'blocks',
    at,
    values: { step: step.title, setting: '"Contract"', why },
  })
  return contract.fields.flatMap(({ name, pattern, required }, index): Problem[] => {
    const found: Problem[] = []
    if (contract.fields.findIndex((other) => other.name === name) < index)
      found.push(invalid(`"${name}" stands in it twice`))
    const why = pattern && checkPattern(pattern.source)
    if (why) found.push(invalid(`the pattern of "${name}" ${why}`))
    if (required && arriving && !arriving.includes(name))
      found.push({ code: 'setting.unknown-field', severity: 'warns', at, values: { step: step.title, field: name } })
    return found
  })
}
