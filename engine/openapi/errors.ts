/** How refusals of an imported system are read: the usual meaning of each status (RFC 9110, RFC 6585), and where its own words stand. */
import type { ErrorRule } from '../connect/declare.ts'
import { type Description, isPart, type Part } from './description.ts'

/** Where words usually stand, RFC 9457 among them. */
const USUAL = [
  'message',
  'error.message',
  'detail',
  'error_description',
  'title',
  'error',
  'errors.0.message',
  'errors.0.detail',
  'errors.0',
]

/** Descriptions of refusals that are read. */
const MOST = 400

export function errorsOf(description: Description): ErrorRule[] {
  const message = [...new Set([...described(description), ...USUAL])]
  return [
    { when: { status: 429 }, category: 'transient', rateLimit: true, message },
    { when: { status: [401, 403] }, category: 'sign-in', message },
    { when: { status: [404, 410] }, category: 'permanent', message },
    { when: { status: [408, 423, 425] }, category: 'transient', message },
    {
      when: { status: [400, 402, 405, 406, 409, 411, 412, 413, 414, 415, 422, 424, 428, 431, 451] },
      category: 'validation',
      message,
    },
    { when: { statusFrom: 500 }, category: 'transient', message },
  ]
}

/** Texts in declared refusals that are named like words to people. */
function described(description: Description): string[] {
  const found = new Map<string, number>()
  let read = 0
  for (const item of Object.values(isPart(description.root.paths) ? description.root.paths : {})) {
    for (const operation of Object.values(description.part(item))) {
      const responses = isPart(operation) && isPart(operation.responses) ? Object.entries(operation.responses) : []
      for (const [status, response] of responses) {
        if (!/^(?:[45]|default)/.test(status) || read++ > MOST) continue
        for (const path of wordsIn(description, description.part(response))) found.set(path, (found.get(path) ?? 0) + 1)
      }
    }
  }
  return [...found]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 8)
    .map(([path]) => path)
}

function wordsIn(description: Description, { content }: Part): string[] {
  const [first] = isPart(content) ? Object.values(content) : []
  const properties = description.shape(isPart(first) ? first.schema : undefined)?.properties ?? new Map<string, Part>()
  return [...properties].flatMap(([name, property]) => {
    const inner = description.schema(property)
    if (description.type(inner) === 'string') return NAMED.test(name) ? [name] : []
    const list = description.type(inner) === 'array'
    const deeper = description.schema(list ? inner.items : inner)
    const prefix = list ? `${name}.0` : name
    if (description.type(deeper) === 'string') return /error/i.test(name) ? [prefix] : []
    const texts = [...(description.shape(deeper)?.properties.keys() ?? [])].filter((one) => NAMED.test(one))
    return texts.map((one) => `${prefix}.${one}`)
  })
}

const NAMED = /message|detail|description|reason|^title$/i
