// GET and POST /rest/api/3/search/jql. What was made a moment ago is not found yet, unless it is named in `reconcileIssues`.
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Document } from '../kit/documents.ts'
import { recordOf } from '../kit/form.ts'
import { cursorFor, placeOf, sliceAfter } from '../kit/paging.ts'
import type { Desk } from '../kit/system.ts'
import { listOf } from './issues.ts'
import { readJql } from './jql.ts'
import { refused } from './refusals.ts'
import { showIssue } from './shape.ts'

interface Asked {
  readonly jql: string
  readonly fields: readonly string[]
  readonly most: number
  readonly token: string
  readonly reconcile: readonly string[]
}

export function search(call: Call, desk: Desk): Reply {
  const { jql, fields, most, token, reconcile } = call.method === 'GET' ? fromQuery(call) : fromBody(call)
  const query = readJql(jql)
  const newest = desk.now() - desk.searchLagMs()
  const seen = (issue: Document) => issue.createdAt <= newest || reconcile.includes(issue.id)
  const found = desk.docs.all('issues', (issue) => seen(issue) && query.matches(issue)).toSorted(query.order)
  const after = token === '' ? undefined : placeOf(token)
  if (token !== '' && after === undefined) throw refused('The nextPageToken is invalid.')
  const { items, more } = sliceAfter(found, after, most)
  const last = items.at(-1)
  const next = more && last ? { nextPageToken: cursorFor(last.id) } : {}
  return { status: 200, body: { issues: items.map((issue) => showIssue(desk, issue, fields)), ...next, isLast: !more } }
}

const fromQuery = ({ query }: Call): Asked => ({
  jql: query.get('jql') ?? '',
  fields: listOf(query, 'fields'),
  most: sizeOf(Number(query.get('maxResults') ?? 50)),
  token: query.get('nextPageToken') ?? '',
  reconcile: listOf(query, 'reconcileIssues'),
})

function fromBody(call: Call): Asked {
  const body = recordOf(call)
  const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])
  const known = [
    'jql',
    'fields',
    'maxResults',
    'nextPageToken',
    'reconcileIssues',
    'expand',
    'fieldsByKeys',
    'properties',
  ]
  const odd = isRecord(body) ? Object.keys(body).find((name) => !known.includes(name)) : undefined
  if (odd !== undefined) throw refused(`Invalid request payload. Refer to the REST API documentation and try again.`)
  return {
    jql: String(body.jql ?? ''),
    fields: texts(body.fields),
    most: sizeOf(Number(body.maxResults ?? 50)),
    token: typeof body.nextPageToken === 'string' ? body.nextPageToken : '',
    reconcile: texts(body.reconcileIssues),
  }
}

const sizeOf = (size: number) => (Number.isInteger(size) ? Math.min(100, Math.max(1, size)) : 50)
