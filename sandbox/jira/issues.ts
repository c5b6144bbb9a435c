// Issues: made, changed, deleted and found. A misspelled member beside `fields` is passed over without a word, as in the real system.
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Body, Document } from '../kit/documents.ts'
import { missingRequired, renameIn, unknownNames } from '../kit/drift.ts'
import { recordOf } from '../kit/form.ts'
import type { Desk } from '../kit/system.ts'
import { project, writable } from './fields.ts'
import { noIssue, refusedFields } from './refusals.ts'
import { showIssue } from './shape.ts'

/** POST /rest/api/3/issue: 201 with id and key only. */
export function createIssue(call: Call, desk: Desk): Reply {
  const input = recordOf(call)
  const fields = isRecord(input.fields) ? input.fields : {}
  const errors: Record<string, string> = {}
  if (!isRecord(fields.project) || (fields.project.key !== project.key && fields.project.id !== project.id)) {
    errors.project = 'valid project is required'
  }
  const values = valuesOf(desk, fields, errors)
  if (values.summary === undefined) errors.summary ??= 'You must specify a summary of the issue.'
  if (values.issuetype === undefined) errors.issuetype ??= 'Specify an issue type'
  for (const name of missingRequired(desk, 'issues', values)) errors[name] ??= `${name} is required.`
  if (Object.keys(errors).length > 0) throw refusedFields(errors)
  const id = String(10_000 + desk.docs.next('issue'))
  const key = `${project.key}-${Number(id) - 10_000}`
  const issue = desk.docs.insert('issues', { ...values, key, properties: propertiesOf(input) }, { id })
  desk.docs.effect('issues', keyOf(issue), 'created')
  desk.notify('jira:issue_created', {
    webhookEvent: 'jira:issue_created',
    timestamp: desk.now(),
    issue: showIssue(desk, issue, ['*all']),
  })
  return { status: 201, body: { id, key, self: `${desk.address}/rest/api/3/issue/${id}` } }
}

/** PUT /rest/api/3/issue/{id}: 204 without a body. */
export function updateIssue(call: Call, desk: Desk, name: string): Reply {
  const issue = living(desk, name)
  const input = recordOf(call)
  const fields = isRecord(input.fields) ? input.fields : {}
  const errors: Record<string, string> = {}
  const values = valuesOf(desk, fields, errors)
  if (Object.keys(errors).length > 0) throw refusedFields(errors)
  const body = { ...issue.body, ...values }
  const same = JSON.stringify(body) === JSON.stringify(issue.body)
  const changed = same ? issue : desk.docs.update('issues', issue.id, body)
  desk.docs.effect('issues', keyOf(changed), same ? 'unchanged' : 'changed')
  if (!same)
    desk.notify('jira:issue_updated', {
      webhookEvent: 'jira:issue_updated',
      timestamp: desk.now(),
      issue: showIssue(desk, changed, ['*all']),
    })
  return { status: 204 }
}

export function readIssue(call: Call, desk: Desk, name: string): Reply {
  const asked = listOf(call.query, 'fields')
  return { status: 200, body: showIssue(desk, living(desk, name), asked.length === 0 ? ['*all'] : asked) }
}

/** Gone for good: there is no bin. */
export function deleteIssue(desk: Desk, name: string): Reply {
  const issue = living(desk, name)
  desk.docs.remove('issues', issue.id)
  desk.docs.effect('issues', keyOf(issue), 'removed')
  return { status: 204 }
}

/** By number or key. */
export function living(desk: Desk, name: string): Document {
  const issue = /^\d+$/.test(name) ? desk.docs.get('issues', name) : desk.docs.findBy('issues', 'key', name)[0]
  if (issue === undefined) throw noIssue()
  return issue
}

/** Repeated, or one text with commas. */
export const listOf = (query: URLSearchParams, name: string): string[] =>
  query
    .getAll(name)
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter(Boolean)

function valuesOf(desk: Desk, given: Body, errors: Record<string, string>): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const name of unknownNames(desk, 'issues', given)) errors[name] = unknown(name)
  for (const [name, value] of Object.entries(renameIn(desk, 'issues', given))) {
    if (name === 'project') continue
    const field = writable.find(({ id }) => id === name)
    const problem = field ? (value === null ? undefined : field.problem?.(value)) : unknown(name)
    if (problem === undefined)
      values[name] = name === 'assignee' && isRecord(value) ? { accountId: value.accountId ?? value.id } : value
    else errors[name] = problem
  }
  if (values.summary === null) errors.summary = 'You must specify a summary of the issue.'
  return values
}

const unknown = (name: string) => `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`

function propertiesOf({ properties }: Body): Body {
  const given = Array.isArray(properties) ? properties.filter(isRecord) : []
  return Object.fromEntries(given.map(({ key, value }) => [String(key), value]))
}

/** The first label stands for the business key. */
const keyOf = ({ id, body }: Document) =>
  Array.isArray(body.labels) && typeof body.labels[0] === 'string' ? body.labels[0] : id
