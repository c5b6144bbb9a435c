import * as z from 'zod'
import { answerForm } from '../ai/answers.ts'
import { type Data, emptyData, type Json } from '../model/json.ts'
import { describedSchema } from './described.ts'
import { modelKind, type Question } from './model-kind.ts'
import { listWords, type Settings } from './settings.ts'

const MOST_FIELDS = 40

/** What a value may be, in words for people, in JSON Schema for vendors, and with all that must hold. */
const TYPES: Record<string, { label: string; type: string; form?: Record<string, Json> }> = {
  text: { label: 'text', type: 'string' },
  number: { label: 'number', type: 'number' },
  'yes-no': { label: 'yes or no', type: 'boolean' },
  date: { label: 'date', type: 'string', form: { pattern: '^\\d{4}-\\d{2}-\\d{2}$' } },
  money: { label: 'amount of money', type: 'number' },
  email: { label: 'e-mail address', type: 'string', form: { pattern: '^(?:[^@\\s]+@[^@\\s]+|\\[email-\\d+\\])$' } },
  phone: { label: 'phone number', type: 'string' },
}

const SAID: Record<string, string> = { date: 'written as YYYY-MM-DD', money: 'the amount alone' }

const settingsSchema = z.object({ fields: describedSchema(MOST_FIELDS) })

const read = (settings: Settings) =>
  settingsSchema
    .parse(settings)
    .fields.map((field) => ({ ...field, type: Object.hasOwn(TYPES, field.type) ? field.type : 'text' }))

/** Settings `{fields: [{name, type, about}]}` and those of all steps that ask a model. A value that is not there is blank. */
export const extract = modelKind({
  kind: 'extract',
  title: 'Extract',
  about: 'Lets a model read values out of texts into fields; what it is not sure of needs a person.',
  synonyms: ['ai', 'model', 'parse', 'read', 'find', 'entities', 'invoice', 'order number', 'llm', 'gpt', 'claude'],
  ports: ['main', 'low-confidence', 'error'],
  more: [
    {
      kind: 'described',
      key: 'fields',
      label: 'Fields to fill',
      help: 'What each is, as you would tell a new colleague. What the record does not say stays blank.',
      most: MOST_FIELDS,
      types: Object.entries(TYPES).map(([value, { label }]) => ({ value, label })),
      required: true,
    },
  ],
  defaults: { fields: [] },
  summary(settings) {
    const names = read(settings).map(({ name }) => name)
    return names.length === 0 ? 'No fields yet' : `Reads ${listWords(names)}`
  },
  adds: (settings) => read(settings).map(({ name }) => name),
  question,
})

/** Vendors allow only plain names in a form, so that fields are numbered there. */
const keyOf = (index: number): string => `field_${index + 1}`

function question(settings: Settings): Question {
  const fields = read(settings)
  const lines = fields.map(({ name, type, about }) => {
    const said = [TYPES[type]?.label, SAID[type]].filter((one) => one !== undefined).join(', ')
    return about === '' ? `${name} (${said})` : `${name} (${said}): ${about.replace(/\s+/g, ' ')}`
  })
  const formOf = (strict: boolean): Json => {
    const properties: Record<string, Json> = {}
    fields.forEach(({ type }, index) => {
      const { type: json, form } = TYPES[type] ?? { type: 'string' }
      properties[keyOf(index)] = { type: [json, 'null'], description: lines[index] ?? '', ...(strict ? form : {}) }
    })
    return answerForm(properties)
  }
  return {
    task: ['Read these values out of the record; null where it does not say:', ...lines.map((line) => `- ${line}`)],
    asked: formOf(false),
    form: formOf(true),
    maxTokens: 2000 + 100 * fields.length,
    words: (value) => fields.map(({ name }, index) => `${name}: ${said(value[keyOf(index)])}`).join(', '),
    fields(value) {
      const found: Data = emptyData()
      fields.forEach(({ name }, index) => {
        found[name] = value[keyOf(index)] ?? null
      })
      return found
    },
  }
}

const said = (value: Json | undefined): string => (value === null || value === undefined ? 'nothing' : String(value))
