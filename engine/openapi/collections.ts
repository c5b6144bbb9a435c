/** Recognises what a description offers: collections of entries, the address of one entry, and the calls that both take. */
import { type Description, isPart, type Part, partsIn } from './description.ts'
import { bare, isSecret, singular } from './names.ts'

export interface Parameter {
  name: string
  in: string
  required: boolean
  schema: Part
}

/** One call of the description. */
export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  operation: Part
  parameters: Parameter[]
}

export interface Collection {
  /** `/v1/contacts`. */
  path: string
  /** Of the last word of the path: `contact`. */
  noun: string
  list?: Call
  create?: Call
  /** The address of one entry, and what its hole is called. */
  item?: { path: string; hole: string; read?: Call; replace?: Call; change?: Call; remove?: Call }
}

/** Collections of one description, at most. */
const MOST = 150

export function collectionsOf(description: Description): { collections: Collection[]; notes: string[] } {
  const paths = isPart(description.root.paths) ? Object.entries(description.root.paths) : []
  const calls = new Map(paths.map(([path, item]) => [path, callsOf(description, path, description.part(item))]))
  const items = new Map<string, string>()
  for (const path of calls.keys()) {
    const parent = /^(.*)\/\{[^{}/]+\}\/?$/.exec(path)?.[1]
    if (parent && !items.has(parent)) items.set(parent, path)
  }
  const names = new Set([...calls.keys(), ...items.keys()].filter((path) => !path.endsWith('}')))
  const notes: string[] = []
  const collections: Collection[] = []
  for (const path of names) {
    const own = calls.get(path) ?? calls.get(`${path}/`)
    const within = [...items].find(
      ([parent, item]) => parent !== path && path.startsWith(`${item}/`) && calls.has(parent),
    )
    const collection = collectionOf(path, own, items.get(path), calls)
    if (!collection) continue
    if (holesIn(collection).some(isSecret)) notes.push(`${path} would have a secret in its address and is left out.`)
    else if (within) notes.push(`${path} is inside another entry and is left out.`)
    else collections.push(collection)
  }
  if (collections.length > MOST)
    notes.push(`It offers ${collections.length} kinds of entries; the first ${MOST} are taken.`)
  return { collections: collections.slice(0, MOST), notes }
}

/** What stands for something else in the path of a collection. */
const holesIn = ({ path }: Collection): string[] => [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? '')

type Calls = ReadonlyMap<Call['method'], Call>

function collectionOf(
  path: string,
  own: Calls | undefined,
  itemPath: string | undefined,
  all: ReadonlyMap<string, Calls>,
): Collection | undefined {
  const word =
    path
      .split('/')
      .filter((part) => part !== '' && !part.startsWith('{'))
      .at(-1) ?? ''
  const item = itemPath === undefined ? undefined : all.get(itemPath)
  const list = own?.get('GET')
  // Putting creates where it is put to a collection; elsewhere it only sets something.
  const put = list || item ? own?.get('PUT') : undefined
  const create = ASKING.test(path) ? undefined : (own?.get('POST') ?? put)
  const replace = item?.get('PUT')
  const change = item?.get('PATCH') ?? item?.get('POST')
  if (word === '' || (!create && !replace && !change && !(list && item))) return undefined
  const read = item?.get('GET')
  const remove = item?.get('DELETE')
  return {
    path: create?.path ?? list?.path ?? path,
    noun: singular(word),
    ...(list ? { list } : {}),
    ...(create ? { create } : {}),
    ...(itemPath === undefined
      ? {}
      : {
          item: {
            path: itemPath,
            hole: /\{([^{}/]+)\}\/?$/.exec(itemPath)?.[1] ?? 'id',
            ...(read ? { read } : {}),
            ...(replace ? { replace } : {}),
            ...(change ? { change } : {}),
            ...(remove ? { remove } : {}),
          },
        }),
  }
}

/** Calls that only ask for something, or are about signing in, though they are sent like those that create. */
const ASKING =
  /(?:^|[/._:-])(?:search|query|find|lookup|login|logout|token|oauth2?|auth|validate|preview|count|refresh|batch)(?:[/._:-]|$)/i

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

function callsOf(description: Description, path: string, item: Part): Calls {
  const shared = parametersIn(description, item)
  return new Map(
    METHODS.flatMap((method) => {
      const operation = item[method.toLowerCase()]
      if (!isPart(operation) || operation.deprecated === true) return []
      const own = parametersIn(description, operation)
      const inherited = shared.filter((one) => !own.some((other) => other.name === one.name && other.in === one.in))
      return [[method, { method, path, operation, parameters: [...own, ...inherited] }]]
    }),
  )
}

const parametersIn = (description: Description, { parameters }: Part): Parameter[] =>
  partsIn(parameters).map((given) => {
    const found = description.part(given)
    const schema = description.schema(found.schema)
    return { name: String(found.name), in: String(found.in), required: found.required === true, schema }
  })

/** Where the entry, or the list of them, stands in a body: `{contact: {…}}`, `{data: […]}`, or the body itself. */
export interface Wrapping {
  /** The member that holds it; absent: it is the body itself. */
  in?: string
  many: boolean
  /** The schema of one entry. */
  entry: Part
}

const USUAL = [
  'data',
  'items',
  'results',
  'result',
  'value',
  'values',
  'records',
  'entries',
  'list',
  'content',
  'response',
  'resource',
  'entity',
  'object',
  'payload',
]

/** Undefined where the schema names no fields. `lists`: a list of entries is what is looked for. */
export function unwrapped(
  description: Description,
  value: unknown,
  noun: string,
  lists: boolean,
): Wrapping | undefined {
  const schema = description.schema(value)
  if (description.type(schema) === 'array') {
    const entry = description.schema(schema.items)
    return description.shape(entry) ? { many: true, entry } : undefined
  }
  const shape = description.shape(schema)
  if (!shape) return undefined
  const members = [...shape.properties].map(([name, property]) => ({ name, inner: description.schema(property) }))
  const holding = members.filter(({ inner }) =>
    description.shape(description.type(inner) === 'array' ? inner.items : inner),
  )
  const named = holding.find(({ name }) => bare(singular(name)) === bare(noun))
  const usual = holding.find(
    ({ name, inner }) =>
      USUAL.includes(name.toLowerCase()) &&
      (members.length < 8 || lists) &&
      (!lists || description.type(inner) === 'array'),
  )
  const lists_ = holding.filter(({ inner }) => description.type(inner) === 'array')
  // A list under a name of its own, such as `active_users`, when there is no other.
  const found = named ?? usual ?? (lists && lists_.length === 1 ? lists_[0] : undefined)
  if (!found || (named && !lists && members.length > 5)) return lists ? undefined : { many: false, entry: schema }
  const many = description.type(found.inner) === 'array'
  return { in: found.name, many, entry: many ? description.schema(found.inner.items) : found.inner }
}

/** The schema of a request's body, and whether it is written as a form. Undefined: it takes none that we can write. */
export function bodyOf(description: Description, call: Call): { schema: unknown; form: boolean } | undefined {
  const content = contentOf(description.part(call.operation.requestBody))
  return content && { schema: content.schema, form: content.type === 'application/x-www-form-urlencoded' }
}

/** The schema of the answer when all went well; undefined when it is not described, or empty. */
export function answerOf(description: Description, call: Call | undefined): unknown {
  const responses = call && isPart(call.operation.responses) ? call.operation.responses : {}
  const status = ['200', '201', '202', '2XX', '2xx', 'default'].find((each) =>
    contentOf(description.part(responses[each])),
  )
  return status && contentOf(description.part(responses[status]))?.schema
}

function contentOf({ content }: Part): { type: string; schema: unknown } | undefined {
  const types = isPart(content) ? Object.entries(content) : []
  const json = types.find(([type]) => /^application\/(?:[\w.-]+\+)?json\b/.test(type) && !type.includes('patch+json'))
  const found =
    json ??
    types.find(([type]) => type === '*/*') ??
    types.find(([type]) => type === 'application/x-www-form-urlencoded')
  return found && isPart(found[1]) && found[1].schema !== undefined
    ? { type: found[0], schema: found[1].schema }
    : undefined
}
