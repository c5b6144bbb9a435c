// Reads a GraphQL document (spec.graphql.org, October 2021) as far as requests to an API need it: operations, variables, fields
// with aliases, arguments and directives. Fragments are left out.

export interface Field {
  readonly name: string
  readonly alias: string
  readonly args: Readonly<Record<string, Value>>
  readonly directives: Readonly<Record<string, Readonly<Record<string, Value>>>>
  readonly fields: readonly Field[]
}

export type Value =
  | { readonly is: 'variable'; readonly name: string }
  | { readonly is: 'plain'; readonly value: unknown }
  | { readonly is: 'list'; readonly items: readonly Value[] }
  | { readonly is: 'object'; readonly members: Readonly<Record<string, Value>> }

export interface Operation {
  readonly kind: 'query' | 'mutation'
  readonly fields: readonly Field[]
}

const TOKEN =
  /[\s,]+|#[^\n]*|"""([\s\S]*?)"""|"((?:[^"\\\n]|\\.)*)"|\.\.\.|[{}()[\]:!=$@|&]|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z_]\w*/y

/** @throws SyntaxError */
export function readDocument(text: string): Operation {
  const tokens = tokensOf(text)
  let at = 0
  const peek = () => tokens[at] ?? ''
  const take = (expected?: string): string => {
    const token = tokens[at] ?? ''
    if (token === '' || (expected !== undefined && token !== expected)) {
      throw new SyntaxError(`syntax error, unexpected ${token === '' ? 'end of file' : token}`)
    }
    at += 1
    return token
  }
  const kind = peek() === '{' ? 'query' : take()
  if (kind !== 'query' && kind !== 'mutation') throw new SyntaxError(`syntax error, unexpected ${kind}`)
  if (peek() !== '{' && peek() !== '(') take()
  if (peek() === '(') skipVariables()
  const fields = readFields()
  if (at < tokens.length) throw new SyntaxError(`syntax error, unexpected ${peek()}`)
  return { kind, fields }

  function skipVariables(): void {
    for (let depth = 0; ; ) {
      const token = take()
      if (token === '(') depth += 1
      if (token === ')') depth -= 1
      if (depth === 0) return
    }
  }

  function readFields(): Field[] {
    take('{')
    const found: Field[] = []
    while (peek() !== '}') found.push(readField())
    take('}')
    return found
  }

  function readField(): Field {
    const first = take()
    if (first === '...') throw new SyntaxError('fragments are not known here')
    const alias = first
    let name = first
    if (peek() === ':') {
      take(':')
      name = take()
    }
    const args = peek() === '(' ? readArguments() : {}
    const directives: Record<string, Record<string, Value>> = {}
    while (peek() === '@') {
      take('@')
      directives[take()] = peek() === '(' ? readArguments() : {}
    }
    return { name, alias, args, directives, fields: peek() === '{' ? readFields() : [] }
  }

  function readArguments(): Record<string, Value> {
    take('(')
    const args = readMembers(')')
    take(')')
    return args
  }

  function readMembers(end: string): Record<string, Value> {
    const members: Record<string, Value> = {}
    while (peek() !== end) {
      const name = take()
      take(':')
      members[name] = readValue()
    }
    return members
  }

  function readValue(): Value {
    const token = take()
    if (token === '$') return { is: 'variable', name: take() }
    if (token === '[') {
      const items: Value[] = []
      while (peek() !== ']') items.push(readValue())
      take(']')
      return { is: 'list', items }
    }
    if (token === '{') {
      const members = readMembers('}')
      take('}')
      return { is: 'object', members }
    }
    return { is: 'plain', value: plainOf(token) }
  }
}

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex
    const match = TOKEN.exec(text)
    if (!match) throw new SyntaxError(`syntax error, unexpected ${text.slice(from, from + 10)}`)
    if (!/^[\s,#]/.test(match[0])) tokens.push(match[0])
  }
  return tokens
}

function plainOf(token: string): unknown {
  if (token.startsWith('"""')) return token.slice(3, -3).trim()
  if (token.startsWith('"')) return JSON.parse(token)
  if (token === 'true' || token === 'false') return token === 'true'
  if (token === 'null') return null
  return /^-?\d/.test(token) ? Number(token) : token
}
