import * as z from 'zod'
import { checkFormula, fieldsOf, nativeOf } from '../formula/index.ts'
import type { Data, Json } from '../model/json.ts'
import type { Problem } from '../model/problem.ts'
import type { CheckContext, Passed, StepKind } from './declare.ts'
import { foundWords } from './items.ts'
import { type Settings, text } from './settings.ts'

const settingsSchema = z.object({ formula: text, answer: z.enum(['field', 'record']).catch('field'), into: text })

const read = (settings: Settings) => settingsSchema.parse(settings)

/** Settings `{formula, answer: 'field' | 'record', into}`: the answer fills the field `into`, or is the whole new record. */
export const formula: StepKind = {
  kind: 'formula',
  version: 1,
  group: 'shape',
  title: 'Formula',
  about: 'Works out a value, or a whole new record, with a JSONata formula.',
  synonyms: ['jsonata', 'expression', 'calculate', 'compute', 'code', 'script', 'function', 'advanced'],
  icon: 'formula',
  ports: ['main', 'rejected'],
  fields: [
    {
      kind: 'formula',
      key: 'formula',
      label: 'Formula',
      help: 'In JSONata, such as price * quantity.',
      required: true,
    },
    {
      kind: 'choice',
      key: 'answer',
      label: 'Its answer',
      choices: [
        { value: 'field', label: 'goes into a field' },
        { value: 'record', label: 'is the new record' },
      ],
    },
    {
      kind: 'text',
      key: 'into',
      label: 'Name of the field',
      placeholder: 'total',
      maxLength: 200,
      required: true,
      when: { key: 'answer', is: ['field'] },
    },
  ],
  defaults: () => ({ formula: '', answer: 'field', into: '' }),
  summary(settings) {
    const { formula: source, answer, into } = read(settings)
    if (source.trim() === '') return 'No formula yet'
    const short = source.trim().replace(/\s+/g, ' ')
    const shown = short.length > 40 ? `${short.slice(0, 39)}…` : short
    return answer === 'field' && into !== '' ? `${into} = ${shown}` : shown
  },
  leaving(settings, arriving) {
    const { answer, into } = read(settings)
    if (answer === 'record' || !arriving) return undefined
    return into === '' ? arriving : [...new Set([...arriving, into])]
  },
  check: checkSource,
  plan(settings) {
    const { formula: source, answer, into } = read(settings)
    const take = answer === 'record' ? asRecord : asField(into)
    return { role: 'compute', formula: source, native: nativeOf(source), take }
  },
}

const asField =
  (into: string) =>
  (data: Data, value: Json): Passed => {
    const next: Data = Object.assign(Object.create(null), data)
    next[into] = value
    return { port: 'main', data: next }
  }

function asRecord(data: Data, value: Json): Passed {
  if (value !== null && typeof value === 'object' && !Array.isArray(value))
    return { port: 'main', data: Object.assign(Object.create(null), value) }
  const found = foundWords(value)
  return {
    port: 'rejected',
    data,
    reason: { code: 'record.formula-answer', category: 'validation', values: { found } },
  }
}

/** That it can be read, and that the fields that it reads arrive. */
function checkSource({ stepId, step, arriving }: CheckContext): Problem[] {
  const source = read(step.settings).formula
  if (source.trim() === '') return []
  const at = { step: stepId, field: 'formula' }
  const result = checkFormula(source)
  if (!result.ok) {
    const why = `${result.message} (at character ${result.position})`
    return [
      { code: 'setting.invalid', severity: 'blocks', at, values: { step: step.title, setting: '"Formula"', why } },
    ]
  }
  const gone = fieldsOf(source).filter((field) => arriving && !arriving.includes(field))
  return gone.map((field) => ({
    code: 'setting.unknown-field',
    severity: 'warns',
    at,
    values: { step: step.title, field },
  }))
}
