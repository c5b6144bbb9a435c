import * as z from 'zod'
import { answerForm } from '../ai/answers.ts'
import { modelKind, type Question } from './model-kind.ts'
import { type Settings, text } from './settings.ts'

const settingsSchema = z.object({ into: text, words: z.number().min(5).max(500).catch(40) })

const read = (settings: Settings) => settingsSchema.parse(settings)

/** Settings `{into, words}` and those of all steps that ask a model. */
export const summarise = modelKind({
  kind: 'summarise',
  title: 'Summarise',
  about: 'Lets a model say in a few words what a record is about.',
  synonyms: ['ai', 'model', 'summary', 'shorten', 'digest', 'gist', 'brief', 'llm', 'gpt', 'claude'],
  ports: ['main', 'low-confidence', 'error'],
  more: [
    {
      kind: 'text',
      key: 'into',
      label: 'The summary goes into',
      help: 'Name of a field.',
      maxLength: 200,
      required: true,
    },
    { kind: 'number', key: 'words', label: 'Words, at most', min: 5, max: 500, whole: true, required: true },
  ],
  defaults: { into: 'summary', words: 40 },
  summary: (settings) => `In at most ${read(settings).words} words`,
  adds: (settings) => [read(settings).into],
  question: (settings) => {
    const { into, words } = read(settings)
    return writing({
      into,
      words,
      member: 'summary',
      task: [`Say in at most ${words} words what the record is about.`],
    })
  },
})

/** A question that is answered by a text. `member`: what the text is called in the form of the answer. */
export function writing({
  into,
  words,
  member,
  task,
}: {
  into: string
  words: number
  member: string
  task: readonly string[]
}): Question {
  const formOf = (more: object) =>
    answerForm({ [member]: { type: 'string', description: [...task, `At most ${words} words.`].join('\n'), ...more } })
  return {
    task,
    asked: formOf({}),
    // Blank, or far too long, is of no use.
    form: formOf({ minLength: 1, maxLength: words * 20 }),
    maxTokens: 2000 + words * 4,
    words: (value) => String(value[member]),
    fields: (value) => ({ [into]: String(value[member]) }),
  }
}
