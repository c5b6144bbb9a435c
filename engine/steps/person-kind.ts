/** What the three ways of asking a person share: who is asked, what is shown, and what happens when nobody answers. */
import * as z from 'zod'
import { textOf } from '../match/normalise.ts'
import type { Data } from '../model/json.ts'
import { CASES, type PortName } from '../model/ports.ts'
import type { Problem } from '../model/problem.ts'
import type { CheckContext, PersonTask, StepKind } from './declare.ts'
import { durationMs } from './duration.ts'
import type { SettingField } from './fields.ts'
import { fieldNames, type Settings, text } from './settings.ts'

/** Seconds: up to a year. */
const TIME = { min: 60, max: 31_536_000 }

const settingsSchema = z.object({
  question: text,
  person: text,
  backup: text,
  fields: fieldNames,
  reminds: z.boolean().catch(false),
  escalates: z.boolean().catch(false),
  expires: z.boolean().catch(false),
  choices: z
    .array(z.object({ name: text }).nullable().catch(null))
    .catch([])
    .transform((list) => list.filter((one) => one !== null).slice(0, CASES.length)),
})

export const readPerson = (settings: Settings): z.infer<typeof settingsSchema> => settingsSchema.parse(settings)

type Does = PersonTask['does']
type Own = Pick<StepKind, 'kind' | 'title' | 'about' | 'synonyms' | 'icon' | 'ports'> & {
  does: Does
  /** Fields of the form besides those that all three have. */
  more: readonly SettingField[]
  question: string
  shown: string
}

/**
 * Settings `{question, person, backup, fields: string[], reminds, remind, escalates, escalate, expires, expire}`; choosing has
 * `{choices: [{name}]}` besides. In the question `{name}` stands for the value of the field `name`.
 */
export function personKind({ does, more, question, shown, ...words }: Own): StepKind {
  return {
    ...words,
    version: 1,
    group: 'people',
    fields: [
      {
        kind: 'text',
        key: 'question',
        label: 'Question',
        help: 'A field in curly brackets is replaced by its value: Is {name} a customer?',
        maxLength: 2000,
        lines: 3,
        required: true,
      },
      ...more,
      { kind: 'record-fields', key: 'fields', label: shown, help: 'Blank: all of them.' },
      {
        kind: 'text',
        key: 'person',
        label: 'Who is asked',
        help: 'A name or an e-mail address.',
        maxLength: 200,
        required: true,
      },
      ...DEADLINES,
    ],
    defaults: () => ({
      question,
      fields: [],
      person: '',
      backup: '',
      reminds: true,
      remind: { amount: 1, unit: 'days' },
      escalates: false,
      escalate: { amount: 2, unit: 'days' },
      expires: false,
      expire: { amount: 14, unit: 'days' },
      ...(does === 'choose' ? { choices: [{ name: 'Yes' }, { name: 'No' }] } : {}),
    }),
    summary(settings) {
      const { person } = readPerson(settings)
      return person === '' ? 'Nobody chosen yet' : `Asks ${person}`
    },
    exits: (settings) => exitsFor(does, settings),
    exitName(settings, port) {
      if (port === 'rejected') return 'Declined'
      if (port === 'error') return 'Nobody answered'
      return does === 'choose' ? readPerson(settings).choices[CASES.indexOf(port)]?.name || undefined : undefined
    },
    leaving: (_settings, arriving) => arriving,
    check: (context) => checkPerson(context, does),
    plan: (settings) => ({ role: 'person', task: taskMaker(does, settings) }),
  }
}

const DEADLINES: readonly SettingField[] = [
  { kind: 'yes-no', key: 'reminds', label: 'Remind them' },
  { kind: 'duration', key: 'remind', label: 'After', ...TIME, when: { key: 'reminds', is: [true] } },
  { kind: 'yes-no', key: 'escalates', label: 'Ask somebody else when they do not answer' },
  { kind: 'duration', key: 'escalate', label: 'After', ...TIME, when: { key: 'escalates', is: [true] } },
  {
    kind: 'text',
    key: 'backup',
    label: 'Who is asked then',
    help: 'A name or an e-mail address.',
    maxLength: 200,
    required: true,
    when: { key: 'escalates', is: [true] },
  },
  { kind: 'yes-no', key: 'expires', label: 'Stop waiting', help: "The record then leaves by Couldn't deliver." },
  { kind: 'duration', key: 'expire', label: 'After', ...TIME, when: { key: 'expires', is: [true] } },
]

function exitsFor(does: Does, settings: Settings): PortName[] {
  const { choices, expires } = readPerson(settings)
  const answers: PortName[] = does === 'choose' ? CASES.slice(0, choices.length) : ['main', 'rejected']
  return expires ? [...answers, 'error'] : answers
}

const times = (settings: Settings) => {
  const { reminds, escalates, expires, backup } = readPerson(settings)
  const after = (key: string, amount: number) => durationMs(settings[key], TIME, { amount, unit: 'days' })
  return {
    remindAfter: reminds ? after('remind', 1) : 0,
    escalateAfter: escalates && backup !== '' ? after('escalate', 2) : 0,
    expireAfter: expires ? after('expire', 14) : 0,
  }
}

function taskMaker(does: Does, settings: Settings): (data: Data) => PersonTask {
  const { question, person, backup, fields, choices } = readPerson(settings)
  const named = choices.map(({ name }, index) => ({ name, port: CASES[index] ?? ('main' as const) }))
  const waits = times(settings)
  return (data) => ({
    does,
    question: filled(question, data),
    person,
    backup,
    fields: fields.length === 0 ? Object.keys(data) : fields,
    choices: does === 'choose' ? named : [],
    ...waits,
  })
}

const HOLE = /\{([^{}]{1,200})\}/g
const LONGEST_VALUE = 200

/** The question with the record's values. What the record lacks, and lists and groups, stand as `…`. */
export const filled = (question: string, data: Data): string =>
  question.replace(HOLE, (_, name: string) => {
    const value = Object.hasOwn(data, name.trim()) ? data[name.trim()] : undefined
    const said = value === undefined || (typeof value === 'object' && value !== null) ? '…' : textOf(value)
    return said.length > LONGEST_VALUE ? `${said.slice(0, LONGEST_VALUE - 1)}…` : said
  })

function checkPerson({ stepId, step, arriving }: CheckContext, does: Does): Problem[] {
  const { question, choices } = readPerson(step.settings)
  const problem = (code: Problem['code'], field: string, values: Problem['values'], severity: Problem['severity']) => ({
    code,
    severity,
    at: { step: stepId, field },
    values: { step: step.title, ...values },
  })
  const found: Problem[] = []
  const { escalateAfter, expireAfter } = times(step.settings)
  if (expireAfter > 0 && escalateAfter >= expireAfter) {
    const why = 'nobody is waited for any more by then'
    found.push(problem('setting.invalid', 'escalate', { setting: '"Ask somebody else"', why }, 'blocks'))
  }
  if (does === 'choose' && (choices.length === 0 || choices.some(({ name }) => name.trim() === '')))
    found.push(problem('setting.missing', 'choices', { setting: 'a name for each answer' }, 'blocks'))
  const names = new Set([...question.matchAll(HOLE)].map(([, name = '']) => name.trim()))
  for (const field of names)
    if (arriving && !arriving.includes(field))
      found.push(problem('setting.unknown-field', 'question', { field }, 'warns'))
  return found
}
