/** What the four steps that ask a model share: the account, what the model may see, from when on it decides alone, and what it may cost. */
import * as z from 'zod'
import { createJudge } from '../ai/answers.ts'
import { inputOf, instructionsOf, PROMPT_VERSION } from '../ai/prompt.ts'
import { own } from '../model/ids.ts'
import { copyData, type Data, type Json } from '../model/json.ts'
import type { PortName } from '../model/ports.ts'
import type { Problem } from '../model/problem.ts'
import { classOf } from '../redact/field-class.ts'
import { putBack, standIns } from '../redact/stand-ins.ts'
import type { Behaviour, CheckContext, ModelPlan, Passed, PlanContext, StepKind } from './declare.ts'
import type { SettingField } from './fields.ts'
import { fieldNames, listWords, type Settings, text } from './settings.ts'

const amount = z.number().positive().optional().catch(undefined)
const price = z.number().min(0).optional().catch(undefined)

const settingsSchema = z.object({
  connection: text,
  model: text,
  instructions: text,
  see: fieldNames,
  open: fieldNames,
  threshold: z.number().min(0).max(100).catch(70),
  sureInto: text,
  becauseInto: text,
  priceIn: price,
  priceOut: price,
  ceiling: amount,
  ceilingCost: amount,
  atCeiling: z.enum(['wait', 'hold']).catch('wait'),
})

export const readModel = (settings: Settings): z.infer<typeof settingsSchema> => settingsSchema.parse(settings)

/** How one of the four puts its question, and what it makes of an answer that keeps to the form. */
export interface Question {
  task: readonly string[]
  /** What is asked for, as vendors take it; and the same with all that must hold besides. */
  asked: Json
  form: Json
  maxTokens: number
  /** The answer in a few words. */
  words(value: Data): string
  /** What is added to the record, with what was kept back put back already. */
  fields(value: Data): Data
  /** The exit of an answer that is sure enough; `main` unless given. */
  port?(value: Data): PortName
}

type Own = Omit<StepKind, 'version' | 'group' | 'icon' | 'fields' | 'defaults' | 'plan' | 'check' | 'leaving'> & {
  /** Fields of the form besides those that all have; they stand first. */
  more: readonly SettingField[]
  defaults: Record<string, Json>
  question(settings: Settings): Question
  /** Names of the fields that it adds. */
  adds(settings: Settings): readonly string[]
  check?(context: CheckContext): Problem[]
}

/**
 * Settings `{connection, model, instructions, see: string[], open: string[], threshold (percent), sureInto, becauseInto, priceIn,
 * priceOut (for a million tokens), ceiling (tokens), ceilingCost, atCeiling: 'wait' | 'hold'}`, and those of the kind.
 */
export function modelKind({ more, defaults, question, adds, check, ...words }: Own): StepKind {
  return {
    ...words,
    version: 1,
    group: 'shape',
    icon: 'model',
    fields: [...ACCOUNT, ...more, ...SHARED],
    defaults: (flow) => {
      const [only, ...others] = Object.keys(flow.connections)
      const seen = { instructions: '', see: [], open: [], threshold: 70, sureInto: '', becauseInto: '' }
      const costs = { priceIn: null, priceOut: null, ceiling: 1_000_000, ceilingCost: null, atCeiling: 'wait' }
      return {
        connection: only !== undefined && others.length === 0 ? only : '',
        model: '',
        ...defaults,
        ...seen,
        ...costs,
      }
    },
    leaving(settings, arriving) {
      const { sureInto, becauseInto } = readModel(settings)
      const added = [...adds(settings), sureInto, becauseInto].filter((name) => name !== '')
      return arriving && [...new Set([...arriving, ...added])]
    },
    check: (context) => [...checkModel(context), ...(check?.(context) ?? [])],
    plan: (settings, context) => planModel(settings, context, question(settings)),
  }
}

function planModel(settings: Settings, { flow, schema }: PlanContext, question: Question): Behaviour {
  const chosen = readModel(settings)
  const { see, open, threshold, sureInto, becauseInto } = chosen
  const { form, words } = question
  const judge = createJudge({ schema, form, threshold: threshold / 100, words })
  const types = new Map(
    Object.values(flow.contracts).flatMap(({ fields }) => fields.map(({ name, type }) => [name, type] as const)),
  )
  return {
    role: 'model',
    threshold,
    model: modelPlan(chosen, own(flow.connections, chosen.connection)?.connector ?? '', question),
    see(data) {
      const names =
        see.length > 0 ? see : Object.keys(data).filter((name) => classOf(name, types.get(name)) === undefined)
      const { shown, kept } = standIns(data, [...new Set([...names, ...open])], { types, open })
      return { input: inputOf(shown), kept }
    },
    take(data, said, seen): Passed {
      const judgement = judge(said, seen)
      if (!('judged' in judgement)) return { port: 'low-confidence', data, reason: judgement.reason }
      const { judged, reason } = judgement
      const value = putBack(judged.value, seen.kept) as Data
      const next = Object.assign(copyData(data), question.fields(value))
      if (sureInto !== '') next[sureInto] = judged.confidence
      if (becauseInto !== '') next[becauseInto] = String(putBack(judged.because, seen.kept))
      if (reason) return { port: 'low-confidence', data: next, reason }
      return { port: question.port?.(value) ?? 'main', data: next }
    },
  }
}

function modelPlan(
  { connection, model, instructions, priceIn, priceOut, ceiling, ceilingCost, atCeiling }: ReturnType<typeof readModel>,
  connector: string,
  { task, asked, maxTokens }: Question,
): ModelPlan {
  const plan: ModelPlan = {
    ...{ connection, connector, model: model.trim(), prompt: PROMPT_VERSION },
    ...{ instructions: instructionsOf(task, instructions), schema: asked, maxTokens },
  }
  if (priceIn !== undefined && priceOut !== undefined) plan.price = { in: priceIn, out: priceOut }
  if (ceiling !== undefined || ceilingCost !== undefined)
    plan.ceiling = {
      ...(ceiling === undefined ? {} : { tokens: ceiling }),
      ...(ceilingCost === undefined ? {} : { cost: ceilingCost }),
      reached: atCeiling,
    }
  return plan
}

const ACCOUNT: readonly SettingField[] = [
  {
    kind: 'connection',
    key: 'connection',
    label: 'Connection',
    help: 'The account whose model is asked. The practice model needs no account and no network.',
    for: 'models',
    required: true,
  },
  {
    kind: 'text',
    key: 'model',
    label: 'Model',
    help: 'Its name over there. For the practice model: practice.',
    placeholder: 'practice',
    maxLength: 200,
    required: true,
  },
]

const SHARED: readonly SettingField[] = [
  {
    kind: 'text',
    key: 'instructions',
    label: 'Instructions',
    help: 'What the model should know besides, in your own words.',
    maxLength: 10_000,
    lines: 5,
  },
  {
    kind: 'record-fields',
    key: 'see',
    label: 'Fields that it may see',
    help: 'Blank: all but personal ones. Personal values in texts are replaced by stand-ins before they leave; names that stand in no field of their own cannot be recognised.',
  },
  {
    kind: 'record-fields',
    key: 'open',
    label: 'Personal fields that it sees as they are',
    help: 'Blank: none. Only for what it must see to answer.',
  },
  {
    kind: 'number',
    key: 'threshold',
    label: 'It decides alone from',
    help: 'Below, the record needs a person. An evaluation on labelled samples suggests a value.',
    min: 0,
    max: 100,
    unit: '%',
    required: true,
  },
  {
    kind: 'text',
    key: 'sureInto',
    label: 'How sure it is goes into',
    help: 'Name of a field, from 0 to 1. Blank: none.',
    maxLength: 200,
  },
  { kind: 'text', key: 'becauseInto', label: 'Why goes into', help: 'Name of a field. Blank: none.', maxLength: 200 },
  {
    kind: 'number',
    key: 'priceIn',
    label: 'Price of a million tokens that it reads',
    help: 'From the price list of the system. Blank: unknown, and only tokens are counted.',
    min: 0,
    max: 100_000,
  },
  { kind: 'number', key: 'priceOut', label: 'Price of a million tokens that it writes', min: 0, max: 100_000 },
  {
    kind: 'number',
    key: 'ceiling',
    label: 'Tokens in one day of a run, at most',
    help: 'Blank: no ceiling.',
    min: 1,
    max: 10_000_000_000,
    whole: true,
  },
  {
    kind: 'number',
    key: 'ceilingCost',
    label: 'Cost of one day of a run, at most',
    help: 'In the currency of the prices; needs both of them.',
    min: 0.000_001,
    max: 1_000_000,
  },
  {
    kind: 'choice',
    key: 'atCeiling',
    label: 'When that is reached',
    choices: [
      { value: 'wait', label: 'records wait until the next day' },
      { value: 'hold', label: 'records are held' },
    ],
  },
]

function checkModel({ flow, stepId, step, arriving, connectors }: CheckContext): Problem[] {
  const { connection, see, open, priceIn, priceOut, ceilingCost } = readModel(step.settings)
  const found: Problem[] = []
  const add = (code: Problem['code'], severity: Problem['severity'], field: string, values: Problem['values']) =>
    found.push({ code, severity, at: { step: stepId, field }, values: { step: step.title, ...values } })
  const connector = own(connectors, own(flow.connections, connection)?.connector ?? '')
  if (connector && !connector.models) add('model.no-connection', 'blocks', 'connection', { connector: connector.title })
  const personal = (name: string) => classOf(name) !== undefined
  if (see.length + open.length === 0 && arriving && arriving.length > 0 && arriving.every(personal))
    add('model.sees-nothing', 'blocks', 'see', {})
  const plainly = open.filter(personal)
  if (plainly.length > 0 && connector?.models?.speaks !== 'practice')
    add('model.personal', 'warns', 'open', { fields: listWords(plainly) })
  if (ceilingCost !== undefined && (priceIn === undefined || priceOut === undefined)) {
    const why = 'the prices are unknown, so that the cost is too'
    add('setting.invalid', 'blocks', 'ceilingCost', { setting: '"Cost of one day of a run, at most"', why })
  }
  return found
}
