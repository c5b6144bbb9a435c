// What the practice models say: an answer in the form of a JSON schema, chosen by the words that a text shares with it. Plain, and
// always the same: how a real model would answer is not practised here, how its service behaves is.
import { isRecord } from '../http/exchange.ts'

type Schema = Readonly<Record<string, unknown>>

/** `instructions` count for nothing but length; `text` is what the person says. */
export function answerTo(text: string, schema: unknown): unknown {
  return valueFor(text, isRecord(schema) ? schema : {}, '')
}

function valueFor(text: string, schema: Schema, name: string): unknown {
  const description = typeof schema.description === 'string' ? schema.description : ''
  if (Array.isArray(schema.enum)) return likest(text, schema.enum, description).choice
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object':
      return membersFor(text, schema)
    case 'array':
      return []
    case 'number':
    case 'integer':
      return numberFor(text, name)
    case 'boolean':
      return /\b(?:yes|true)\b/i.test(text)
    default:
      if (Array.isArray(schema.type) && schema.type.includes('null')) return behind(text, description) ?? null
      return firstSentence(text)
  }
}

function membersFor(text: string, schema: Schema): Record<string, unknown> {
  const properties = isRecord(schema.properties) ? schema.properties : {}
  const members = Object.entries(properties).map(([name, one]) => [
    name,
    valueFor(text, isRecord(one) ? one : {}, name),
  ])
  const found = Object.fromEntries(members) as Record<string, unknown>
  const chosen = Object.values(properties).find((one) => isRecord(one) && Array.isArray(one.enum)) as Schema | undefined
  if ('confidence' in found) found.confidence = chosen ? sureOf(text, chosen) : 0.85
  return found
}

const sureOf = (text: string, { enum: choices, description }: Schema): number =>
  Math.min(0.97, 0.4 + 0.2 * likest(text, choices as unknown[], String(description ?? '')).shared)

/** The choice whose line of the description has most words in common with the text. */
function likest(text: string, choices: readonly unknown[], description: string): { choice: unknown; shared: number } {
  const words = wordsIn(text)
  const lines = description.split('\n')
  const scored = choices.map((choice) => {
    const line = lines.find((one) => one.startsWith(`- ${String(choice)}`)) ?? String(choice)
    return { choice, shared: [...wordsIn(line)].filter((word) => words.has(word)).length }
  })
  return scored.reduce((best, one) => (one.shared > best.shared ? one : best), scored[0] ?? { choice: null, shared: 0 })
}

const wordsIn = (text: string): Set<string> =>
  new Set((text.toLowerCase().match(/\p{L}{3,}/gu) ?? []).map((word) => word.replace(/(?:ing|ed|es|s)$/, '')))

const numberFor = (text: string, name: string): number =>
  name === 'confidence' ? 0.85 : Number(/-?\d+(?:\.\d+)?/.exec(text)?.[0] ?? 0)

/** What stands behind the first words of a description: `order number (text): …` finds `Order number: 4711`. */
function behind(text: string, description: string): string | undefined {
  const name = /^[\p{L}\p{N} _-]{2,60}/u.exec(description)?.[0].trim().toLowerCase()
  const at = name ? text.toLowerCase().indexOf(name) : -1
  if (!name || at < 0) return undefined
  return /^[\s:#=]{0,5}([\p{L}\p{N}._@/-]{1,60})/u.exec(text.slice(at + name.length))?.[1]
}

const firstSentence = (text: string): string => /[^.!?\n]{3,200}[.!?]?/.exec(text)?.[0].trim() ?? 'Nothing to say.'

/** As many as a model of today would count, roughly. */
export const tokensIn = (text: string): number => Math.max(1, Math.ceil(text.length / 4))
