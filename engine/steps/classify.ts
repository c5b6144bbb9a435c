import * as z from 'zod'
import { answerForm } from '../ai/answers.ts'
import type { Data, Json } from '../model/json.ts'
import { CASES } from '../model/ports.ts'
import { caseExits, caseName } from './cases.ts'
import type { CheckContext } from './declare.ts'
import { describedSchema } from './described.ts'
import { modelKind, type Question } from './model-kind.ts'
import { listWords, type Settings, text } from './settings.ts'

/** More choices are hard to tell apart, for people too. */
export const MOST_CHOICES = 40

const settingsSchema = z.object({
  choices: describedSchema(MOST_CHOICES),
  routes: z.boolean().catch(false),
  into: text,
})

const read = (settings: Settings) => settingsSchema.parse(settings)

/** Settings `{choices: [{name, about}], routes: boolean, into}` and those of all steps that ask a model. */
export const classify = modelKind({
  kind: 'classify',
  title: 'Classify',
  about: 'Lets a model choose one of your choices for each record; what it is not sure of needs a person.',
  synonyms: ['ai', 'model', 'triage', 'sort', 'categorise', 'label', 'intent', 'llm', 'gpt', 'claude', 'decide'],
  ports: [...CASES, 'main', 'low-confidence', 'error'],
  exits(settings) {
    const { choices, routes } = read(settings)
    return [...(routes ? caseExits(choices.length) : (['main'] as const)), 'low-confidence', 'error']
  },
  exitName: (settings, port) => (read(settings).routes ? caseName(read(settings).choices, port) : undefined),
  more: [
    {
      kind: 'described',
      key: 'choices',
      label: 'Choices',
      help: 'What each stands for, as you would tell a new colleague. The model can answer nothing else.',
      most: MOST_CHOICES,
      required: true,
    },
    { kind: 'text', key: 'into', label: 'The choice goes into', help: 'Name of a field. Blank: none.', maxLength: 200 },
    { kind: 'yes-no', key: 'routes', label: 'Each choice has an exit of its own' },
  ],
  defaults: { choices: [], into: 'category', routes: false },
  summary(settings) {
    const { choices } = read(settings)
    return choices.length === 0 ? 'No choices yet' : `Chooses ${listWords(choices.map(({ name }) => name))}`
  },
  adds: (settings) => [read(settings).into],
  question,
  check: checkClassify,
})

function question(settings: Settings): Question {
  const { choices, into, routes } = read(settings)
  const names = choices.map(({ name }) => name)
  const lines = choices.map(({ name, about }) =>
    about === '' ? `- ${name}` : `- ${name}: ${about.replace(/\s+/g, ' ')}`,
  )
  const chosen = (value: Data): string => String(value.choice)
  // No vendor takes an empty list; a flow without choices does not run.
  const choice: Json = { type: 'string', enum: names.length === 0 ? [''] : names, description: lines.join('\n') }
  const form = answerForm({ choice })
  return {
    task: ['Choose the one choice that fits the record best:', ...lines],
    asked: form,
    form,
    maxTokens: 2000,
    words: chosen,
    fields: (value) => (into === '' ? {} : { [into]: chosen(value) }),
    port: (value) => (routes ? (CASES[names.indexOf(chosen(value))] ?? 'main') : 'main'),
  }
}

function checkClassify({ stepId, step }: CheckContext) {
  const { choices, routes, into } = read(step.settings)
  const invalid = (field: string, setting: string, why: string) => ({
    code: 'setting.invalid' as const,
    severity: 'blocks' as const,
    at: { step: stepId, field },
    values: { step: step.title, setting: `"${setting}"`, why },
  })
  if (choices.length === 1) return [invalid('choices', 'Choices', 'there must be two or more to choose from')]
  if (routes && choices.length > CASES.length)
    return [
      invalid('routes', 'Each choice has an exit of its own', `a step has at most ${CASES.length} exits for choices`),
    ]
  if (!routes && into.trim() === '' && choices.length > 0)
    return [invalid('into', 'The choice goes into', 'the choice would go nowhere')]
  return []
}
