/** Requests and the reading of answers, made of described calls. */

import type { ReplyPaths, RequestTemplate, TargetField, Template } from '../connect/declare.ts'
import type { ConnectionValue } from '../connect/declare-sign-in.ts'
import { answerOf, bodyOf, type Call, type Parameter, type Wrapping } from './collections.ts'
import type { Description } from './description.ts'
import { bare, holeName, isSecret, label } from './names.ts'
import type { Inquiry } from './questions.ts'

/** What is at work while one description is read. */
export interface Reading {
  description: Description
  inquiry: Inquiry
  /** What a connection must know beside its sign-in, by name. */
  values: Map<string, ConnectionValue>
  notes: string[]
}

interface Filling {
  /** The hole of the path's last part: `id` (as it is called over there) or `key` (the match key). */
  hole?: { name: string; is: 'id' | 'key' }
  query?: { [name: string]: Template }
  body?: Template
  idempotencyHeader?: string
}

export function requestOf(
  reading: Reading,
  call: Call,
  { hole, query = {}, body, idempotencyHeader }: Filling,
): RequestTemplate {
  const path = call.path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    name === hole?.name ? `{${hole.is}}` : `{account.${valueNamed(reading, name)}}`,
  )
  const headers: Record<string, string> = {}
  const asked: { [name: string]: Template } = { ...query }
  for (const parameter of call.parameters.filter(({ required }) => required)) {
    const { name } = parameter
    // The sign-in goes where all sign-ins go.
    if (isSecret(name) || OWN_HEADERS.has(bare(name))) continue
    if (parameter.in === 'query' && !Object.hasOwn(asked, name)) {
      asked[name] = fixed(parameter) ?? { $: `account.${valueNamed(reading, name)}` }
    }
    if (parameter.in === 'header' && name !== idempotencyHeader) {
      headers[name.toLowerCase()] = fixed(parameter) ?? `{account.${valueNamed(reading, name)}}`
    }
  }
  if (idempotencyHeader) headers[idempotencyHeader.toLowerCase()] = '{idempotencyKey}'
  return {
    method: call.method,
    path,
    ...(Object.keys(asked).length === 0 ? {} : { query: asked }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(body === undefined
      ? {}
      : { body, ...(bodyOf(reading.description, call)?.form ? { encode: 'form' as const } : {}) }),
    // Deleting is often answered with nothing, or with a word; so is what no answer is described of.
    ...(call.method === 'DELETE' || answerOf(reading.description, call) === undefined
      ? { answers: 'anything' as const }
      : {}),
  }
}

/** Headers that every request has by itself. */
const OWN_HEADERS = new Set(['authorization', 'contenttype', 'accept', 'useragent'])

/** A value that the description itself gives. */
function fixed({ schema }: Parameter): string | undefined {
  const only =
    Array.isArray(schema.enum) && schema.enum.length === 1 ? schema.enum[0] : (schema.const ?? schema.default)
  return typeof only === 'string' || typeof only === 'number' || typeof only === 'boolean' ? String(only) : undefined
}

function valueNamed({ values }: Reading, name: string): string {
  const hole = holeName(name)
  const help = `Stands for "${name}" in its addresses and headers.`
  if (!values.has(hole)) values.set(hole, { name: hole, label: label(name), help, required: true })
  return hole
}

/** An entry as it stands in a body. */
export function wrap({ in: member, many }: Wrapping, entry: Template): Template {
  const inner = many ? [entry] : entry
  return member === undefined ? inner : { [member]: inner }
}

/** How one entry is read from an answer. Without a description of it, an answer says only that it went well. */
export function replyOf(wrapping: Wrapping | undefined, id: string | undefined): ReplyPaths {
  if (!wrapping) return {}
  const { in: member, many } = wrapping
  const within = many || member === undefined ? '' : `${member}.`
  return {
    ...(many && member !== undefined ? { items: member } : {}),
    ...(id === undefined ? {} : { id: within + id }),
    fields: many ? '' : (member ?? ''),
  }
}

/** The field that names an entry: the one the path's hole is called after, or `id`. */
export function idOf(names: readonly string[], noun: string, hole: string | undefined): string | undefined {
  const wanted = [hole ?? 'id', 'id', `${noun}id`, 'uuid', 'guid', 'key', 'code']
  for (const want of wanted) {
    const found = names.find((name) => bare(name) === bare(want))
    if (found !== undefined) return found
  }
  return names.find((name) => bare(name).endsWith('id'))
}

/** Changing by a call that replaces everything: what is there goes along, under what is to change. */
export function replacing(fields: readonly TargetField[]): Template {
  const names = [
    ...new Set(
      fields.filter(({ readOnly }) => !readOnly).map(({ name, path }) => (path ?? name).split('.')[0] ?? name),
    ),
  ]
  const from = (where: 'there' | 'body'): { [name: string]: Template } =>
    Object.fromEntries(names.map((name) => [name, { $: `${where}.${name}`, optional: true }]))
  return { '...': from('there'), ...from('body') }
}
