// What an issue may hold: the fields of every site that this one knows, and two of its own. Source: GET /rest/api/3/field.
import { isRecord } from '../http/exchange.ts'

export interface IssueField {
  readonly id: string
  readonly name: string
  /** What `schema.type` says. */
  readonly type: string
  readonly own?: true
  /** Why a value is refused; undefined when it is taken. */
  problem?(value: unknown): string | undefined
}

export const issueTypes = ['Task', 'Bug', 'Story'] as const
export const priorities = ['Highest', 'High', 'Medium', 'Low', 'Lowest'] as const
export const project = { id: '10000', key: 'PRAC', name: 'Practice' } as const

/** Two fields of the account's own. */
export const ownFields = { orderNumber: 'customfield_10050', weight: 'customfield_10051' } as const

const notText = 'Operation value must be a string'
const text = (value: unknown) => (typeof value === 'string' ? undefined : notText)
const document = (value: unknown) =>
  isRecord(value) && value.type === 'doc' && value.version === 1 && Array.isArray(value.content)
    ? undefined
    : 'Operation value must be an Atlassian Document (see the Atlassian Document Format)'
const named = (names: readonly string[], problem: string) => (value: unknown) =>
  isRecord(value) && names.includes(String(value.name)) ? undefined : problem

function summary(value: unknown): string | undefined {
  if (typeof value !== 'string') return notText
  if (value.trim() === '') return 'You must specify a summary of the issue.'
  if (value.length > 255) return 'Summary must be less than 255 characters.'
  return /[\r\n]/.test(value) ? 'The summary is invalid because it contains newline characters.' : undefined
}

function labels(value: unknown): string | undefined {
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) return 'data was not an array'
  const spaced = value.find((one: string) => /\s/.test(one))
  return spaced === undefined ? undefined : `The label '${String(spaced)}' contains spaces which is invalid.`
}

/** What may be written, beside the project. `null` clears. */
export const writable: readonly IssueField[] = [
  { id: 'summary', name: 'Summary', type: 'string', problem: summary },
  { id: 'description', name: 'Description', type: 'string', problem: document },
  { id: 'environment', name: 'Environment', type: 'string', problem: document },
  { id: 'issuetype', name: 'Issue Type', type: 'issuetype', problem: named(issueTypes, 'Specify a valid issue type') },
  {
    id: 'priority',
    name: 'Priority',
    type: 'priority',
    problem: named(priorities, 'The priority selected is invalid.'),
  },
  { id: 'labels', name: 'Labels', type: 'array', problem: labels },
  {
    id: 'duedate',
    name: 'Due date',
    type: 'date',
    problem: (value) =>
      /^\d{4}-\d\d-\d\d$/.test(String(value)) ? undefined : `Error parsing date string: ${String(value)}`,
  },
  {
    id: 'assignee',
    name: 'Assignee',
    type: 'user',
    problem: (value) =>
      isRecord(value) && typeof (value.accountId ?? value.id) === 'string'
        ? undefined
        : 'Specify a valid value for assignee',
  },
  {
    id: 'parent',
    name: 'Parent',
    type: 'issuelink',
    problem: (value) => (isRecord(value) ? undefined : 'data was not an object'),
  },
  { id: ownFields.orderNumber, name: 'Order number', type: 'string', own: true, problem: text },
  {
    id: ownFields.weight,
    name: 'Weight',
    type: 'number',
    own: true,
    problem: (value) => (typeof value === 'number' ? undefined : 'Please enter a valid number'),
  },
]

/** What can be read only. */
const readable: readonly IssueField[] = [
  { id: 'created', name: 'Created', type: 'datetime' },
  { id: 'updated', name: 'Updated', type: 'datetime' },
  { id: 'status', name: 'Status', type: 'status' },
  { id: 'project', name: 'Project', type: 'project' },
]

/** `FieldDetails` of the description. */
export const showFields = () =>
  [...writable, ...readable].map(({ id, name, type, own }) => ({
    id,
    key: id,
    name,
    custom: own ?? false,
    orderable: true,
    navigable: true,
    searchable: true,
    clauseNames: own ? [`cf[${id.replace('customfield_', '')}]`, name] : [id],
    schema: {
      type,
      ...(type === 'array' ? { items: 'string' } : {}),
      ...(own
        ? {
            custom: `com.atlassian.jira.plugin.system.customfieldtypes:${type === 'number' ? 'float' : 'textfield'}`,
            customId: Number(id.replace('customfield_', '')),
          }
        : { system: id }),
    },
  }))
