import { type Call, isRecord, jsonBody } from '../http/exchange.ts'

type Branch = Record<string, unknown>

/** Reads `application/x-www-form-urlencoded` with `a[b][0]=x` for what lies deeper and `a[]=x` for the next of a list. */
export function parseForm(text: string): Record<string, unknown> {
  const root: Branch = Object.create(null) as Branch
  for (const [name, value] of new URLSearchParams(text)) put(root, pathOf(name), value)
  return listsIn(root) as Record<string, unknown>
}

/** The body of a call, JSON or form, as its content type says. @throws SyntaxError when it is neither an object nor a list. */
export function bodyOf(call: Call): unknown {
  const type = call.headers['content-type'] ?? ''
  if (type.startsWith('application/x-www-form-urlencoded')) return parseForm(call.body)
  return jsonBody(call)
}

/** As `bodyOf`, for calls whose body is an object. @throws SyntaxError */
export function recordOf(call: Call): Record<string, unknown> {
  const body = bodyOf(call)
  if (!isRecord(body)) throw new SyntaxError('The body is not an object')
  return body
}

function pathOf(name: string): string[] {
  const bracket = name.indexOf('[')
  if (bracket <= 0 || !name.endsWith(']')) return [name]
  return [name.slice(0, bracket), ...name.slice(bracket + 1, -1).split('][')]
}

function put(branch: Branch, [name = '', ...rest]: string[], value: string): void {
  const key = name === '' ? String(Object.keys(branch).length) : name
  if (rest.length === 0) {
    branch[key] = value
    return
  }
  const below = branch[key]
  const next: Branch = isRecord(below) ? below : (Object.create(null) as Branch)
  branch[key] = next
  put(next, rest, value)
}

/** An object whose names are the positions 0, 1, 2… is a list. */
function listsIn(value: unknown): unknown {
  if (!isRecord(value)) return value
  const entries = Object.entries(value).map(([name, inner]) => [name, listsIn(inner)] as const)
  const isList = entries.length > 0 && entries.every(([name], index) => name === String(index))
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}
