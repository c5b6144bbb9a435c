/**
 * The practice model: answers every question at once, without a network, and always the same. It reads the form of the answer alone,
 * never the instructions, and chooses, reads and writes by plain rules: good enough to see how a flow behaves, no measure of a real
 * model.
 */
import type { Json } from '../../model/json.ts'
import type { ModelJob, Tokens } from '../../ports.ts'
import { chooseBy } from './classify.ts'
import { readValue } from './extract.ts'
import { textsIn } from './words.ts'
import { draftOf, summaryOf } from './write.ts'

type Form = Record<string, { type?: Json; enum?: Json[]; description?: string }>

export function practiceAnswer({ instructions, input, schema }: Pick<ModelJob, 'instructions' | 'input' | 'schema'>): {
  value: Json
  tokens: Tokens
} {
  const value = answerTo(JSON.parse(input) as Json, formOf(schema))
  return { value, tokens: { in: tokensIn(instructions + input), out: tokensIn(JSON.stringify(value)) } }
}

const tokensIn = (text: string): number => Math.ceil(text.length / 4)

const formOf = (schema: Json): Form => ((schema as { properties?: Form } | null)?.properties ?? {}) as Form

function answerTo(record: Json, form: Form): Json {
  const { choice, summary, draft } = form
  if (choice?.enum) return { ...chooseBy(record, choice.enum.map(String), linesOf(choice.description)) }
  const written = summary
    ? summaryOf(record, mostIn(summary.description))
    : draft && draftOf(record, mostIn(draft.description))
  if (written) {
    const { text, confidence, reason } = written
    return { [summary ? 'summary' : 'draft']: text, confidence, reason }
  }
  return readAll(record, form)
}

function readAll(record: Json, form: Form): Json {
  const texts = textsIn(record)
  const answer: Record<string, Json> = {}
  let confidence = 1
  let there = 0
  for (const [key, { type, description = '' }] of Object.entries(form)) {
    if (key === 'confidence' || key === 'reason') continue
    const [, name = '', label = ''] = /^(.*?) \(([^,)]*)/.exec(description) ?? []
    const json = Array.isArray(type) ? String(type[0]) : String(type)
    const read = readValue(record, texts, { name, type: json, label })
    answer[key] = read.value
    if (read.value !== null) there++
    confidence = Math.min(confidence, read.confidence)
  }
  const reason =
    there === 0 ? 'None of the values stands in the record.' : 'They stand in its texts, or behind their names.'
  return { ...answer, confidence: there === 0 ? Math.min(confidence, 0.4) : confidence, reason }
}

/** `- Billing: invoices and refunds` for each choice. */
const linesOf = (description = ''): Map<string, string> =>
  new Map(
    description.split('\n').map((line) => {
      const [, name = '', about = ''] = /^- (.*?)(?:: (.*))?$/.exec(line) ?? []
      return [name, about]
    }),
  )

const mostIn = (description = ''): number => Number(/At most (\d+) words\./.exec(description)?.[1] ?? 60)
