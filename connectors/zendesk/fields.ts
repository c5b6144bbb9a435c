/** Zendesk's own fields. Sources: developer.zendesk.com, Tickets and Users (JSON format). The account's own are read from it. */
import type { DescribePlan, TargetField, TargetObject } from '#engine'

const choice = (name: string, label: string, values: readonly string[]): TargetField => ({
  name,
  label,
  type: 'choice',
  choices: values.map((value) => ({ value, label: value })),
})

/** Fields that every account has are declared here; those that can be removed are the account's own, and go by their number. */
const describe: DescribePlan = {
  request: { method: 'GET', path: '/api/v2/ticket_fields' },
  reply: {
    items: 'ticket_fields',
    name: 'id',
    label: 'title',
    type: 'type',
    types: {
      checkbox: 'yes-no',
      date: 'date',
      integer: 'number',
      decimal: 'number',
      tagger: 'choice',
      multiselect: 'list',
    },
    custom: { path: 'removable', is: [true] },
    hidden: { path: 'removable', is: [false] },
    choices: { items: 'custom_field_options', value: 'value', label: 'name' },
    path: 'custom_fields[id={id}].value',
  },
}

export const tickets: TargetObject = {
  title: 'Ticket',
  plural: 'Tickets',
  fields: [
    { name: 'subject', label: 'Subject', type: 'text' },
    { name: 'description', label: 'Description', type: 'text', required: true },
    choice('status', 'Status', ['new', 'open', 'pending', 'hold', 'solved']),
    choice('priority', 'Priority', ['low', 'normal', 'high', 'urgent']),
    choice('type', 'Type', ['problem', 'incident', 'question', 'task']),
    { name: 'tags', label: 'Tags', type: 'text', as: 'names' },
    { name: 'requester_id', label: "Requester's number", type: 'number' },
    { name: 'assignee_id', label: "Assignee's number", type: 'number' },
    { name: 'group_id', label: "Group's number", type: 'number' },
    { name: 'due_at', label: 'Due', type: 'date-time' },
    { name: 'updated_at', label: 'Last change', type: 'date-time', readOnly: true },
  ],
  unique: [{ name: 'external_id', label: 'External id' }],
  describe,
}

export const users: TargetObject = {
  title: 'Person',
  plural: 'People',
  fields: [
    { name: 'name', label: 'Name', type: 'text', required: true },
    { name: 'email', label: 'E-mail', type: 'email' },
    { name: 'phone', label: 'Phone number', type: 'phone' },
    { name: 'notes', label: 'Notes', type: 'text' },
    { name: 'details', label: 'Details', type: 'text' },
    { name: 'time_zone', label: 'Time zone', type: 'text' },
    { name: 'locale', label: 'Language', type: 'text' },
    { name: 'organization_id', label: "Organisation's number", type: 'number' },
    choice('role', 'Role', ['end-user', 'agent', 'admin']),
  ],
  unique: [{ name: 'external_id', label: 'External id' }],
}

/** A comment stands in an audit of its ticket, as its first event; the audit carries a key of ours. */
export const comments: TargetObject = {
  title: 'Comment',
  plural: 'Comments',
  fields: [
    { name: 'ticket_id', label: "Ticket's number", type: 'number', required: true },
    { name: 'text', label: 'Text', type: 'text', required: true, path: 'events.0.body' },
    { name: 'public', label: 'Seen by the requester', type: 'yes-no', path: 'events.0.public' },
  ],
  unique: [{ name: 'comment_key', label: 'Comment key' }],
}
