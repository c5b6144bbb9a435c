// The calls of a description, and which of them are about the same entries: `/contacts` and `/contacts/{id}`.
import { isRecord } from '../http/exchange.ts'
import { type Described, listOf, type Schema } from './schema.ts'

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly schema: Schema
}

export interface DescribedCall {
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly operation: Schema
}

export interface Matched {
  readonly call: DescribedCall
  readonly holes: Readonly<Record<string, string>>
}

interface Entry {
  readonly pattern: RegExp
  readonly names: readonly string[]
  readonly calls: ReadonlyMap<string, DescribedCall>
}

export interface Calls {
  /** Undefined: no such path; `method`: the path is there and does not take it. */
  match(method: string, path: string): Matched | 'method' | undefined
  at(method: string, path: string): DescribedCall | undefined
  /** The path of one entry of this collection. */
  itemOf(path: string): string | undefined
  all(): DescribedCall[]
}

export function readCalls(described: Described): Calls {
  const paths = isRecord(described.root.paths) ? Object.entries(described.root.paths) : []
  const byPath = new Map(paths.map(([path, item]) => [path, entryOf(described, path, described.of(item))]))
  const entries = [...byPath.values()].sort((a, b) => a.names.length - b.names.length)
  const items = new Map<string, string>()
  for (const path of byPath.keys()) {
    const above = /^(.*)\/\{[^{}/]+\}$/.exec(path)?.[1]
    if (above !== undefined && !items.has(above)) items.set(above, path)
  }
  return {
    match(method, path) {
      const fitting = entries.filter(({ pattern }) => pattern.test(path))
      for (const { pattern, names, calls } of fitting) {
        const call = calls.get(method)
        if (!call) continue
        const values = pattern.exec(path)?.slice(1) ?? []
        return {
          call,
          holes: Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(values[at] ?? '')])),
        }
      }
      return fitting.length > 0 ? 'method' : undefined
    },
    at: (method, path) => byPath.get(path)?.calls.get(method),
    itemOf: (path) => items.get(path),
    all: () => entries.flatMap(({ calls }) => [...calls.values()]),
  }
}

function entryOf(described: Described, path: string, item: Schema): Entry {
  const names: string[] = []
  const source = path.split(/(\{[^{}]+\})/).map((part) => {
    if (!part.startsWith('{')) return part.replaceAll(/[.*+?^$()[\]\\|]/g, '\\$&')
    names.push(part.slice(1, -1))
    return '([^/]+)'
  })
  const shared = parametersIn(described, item)
  const calls = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].flatMap((method) => {
    const operation = item[method.toLowerCase()]
    if (!isRecord(operation)) return []
    const parameters = [...parametersIn(described, operation), ...shared]
    return [[method, { method, path, operation, parameters }] as const]
  })
  return { pattern: new RegExp(`^${source.join('')}/?$`), names, calls: new Map(calls) }
}

const parametersIn = (described: Described, { parameters }: Schema): Parameter[] =>
  listOf(parameters).map((given) => {
    const found = described.of(given)
    const schema = described.of(found.schema)
    return { name: String(found.name), in: String(found.in), required: found.required === true, schema }
  })

/** The schema of what is sent. */
export function sentSchema(
  described: Described,
  { operation }: DescribedCall,
): { schema: unknown; required: boolean } | undefined {
  const body = described.of(operation.requestBody)
  const [content] = isRecord(body.content) ? Object.values(body.content) : []
  return isRecord(content) ? { schema: content.schema, required: body.required === true } : undefined
}

/** The status and schema of the answer when all goes well. */
export function goodAnswer(described: Described, { operation }: DescribedCall): { status: number; schema: unknown } {
  const responses = isRecord(operation.responses) ? Object.entries(operation.responses) : []
  const [status, response] = responses.find(([code]) => /^2\d\d$/.test(code)) ?? ['200', undefined]
  const [content] = Object.values(
    isRecord(described.of(response).content) ? (described.of(response).content as Schema) : {},
  )
  return { status: Number(status), schema: isRecord(content) ? content.schema : undefined }
}

export const answersWith = ({ operation }: DescribedCall, status: string): boolean =>
  isRecord(operation.responses) && Object.hasOwn(operation.responses, status)
