import * as z from 'zod'
import { modelKind } from './model-kind.ts'
import { type Settings, text } from './settings.ts'
import { writing } from './summarise.ts'

const settingsSchema = z.object({ into: text, brief: text, words: z.number().min(10).max(1000).catch(120) })

const read = (settings: Settings) => settingsSchema.parse(settings)

/** Settings `{into, brief, words}` and those of all steps that ask a model. */
export const draft = modelKind({
  kind: 'draft',
  title: 'Draft a reply',
  about: 'Lets a model write a text into a field, for a person to send or to change.',
  synonyms: ['ai', 'model', 'reply', 'answer', 'write', 'email', 'message', 'text', 'respond', 'llm', 'gpt', 'claude'],
  ports: ['main', 'low-confidence', 'error'],
  more: [
    {
      kind: 'text',
      key: 'brief',
      label: 'What to write',
      help: 'Who writes to whom, about what, and in which tone.',
      maxLength: 5000,
      lines: 4,
      required: true,
    },
    {
      kind: 'text',
      key: 'into',
      label: 'The draft goes into',
      help: 'Name of a field.',
      maxLength: 200,
      required: true,
    },
    { kind: 'number', key: 'words', label: 'Words, at most', min: 10, max: 1000, whole: true, required: true },
  ],
  defaults: { brief: '', into: 'draft', words: 120 },
  summary(settings) {
    const { brief } = read(settings)
    const line = brief.trim().split('\n')[0] ?? ''
    return line === '' ? 'Nothing to write yet' : line.length > 60 ? `${line.slice(0, 59).toWellFormed()}…` : line
  },
  adds: (settings) => [read(settings).into],
  question: (settings) => {
    const { into, words, brief } = read(settings)
    const task = [`Write a text of at most ${words} words about the record, as follows:`, brief.trim()]
    return writing({ into, words, member: 'draft', task })
  },
})
