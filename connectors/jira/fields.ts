/** Jira's issues. Sources: the platform REST API v3 (fields of an issue, GET /rest/api/3/field). The site's own fields are read from it. */
import type { TargetObject } from '#engine'

/** What Jira writes as something else than a text, a number or a date can only be read: its form cannot be told from here. */
const OTHER = [
  'any',
  'array',
  'user',
  'group',
  'version',
  'project',
  'issuetype',
  'priority',
  'status',
  'resolution',
  'securitylevel',
  'option',
  'option-with-child',
  'progress',
  'timetracking',
  'comments-page',
  'issuelink',
  'issuelinks',
  'votes',
  'watches',
  'sd-customerrequesttype',
  'sd-approvals',
  'sd-servicelevelagreement',
]

export const issues: TargetObject = {
  title: 'Issue',
  plural: 'Issues',
  fields: [
    { name: 'summary', label: 'Summary', type: 'text', required: true },
    { name: 'issuetype', label: 'Issue type', type: 'text', required: true, path: 'issuetype.name' },
    { name: 'description', label: 'Description', type: 'text', as: 'document' },
    { name: 'environment', label: 'Environment', type: 'text', as: 'document' },
    { name: 'priority', label: 'Priority', type: 'text', path: 'priority.name' },
    { name: 'duedate', label: 'Due date', type: 'date', as: 'iso-date' },
    { name: 'assignee', label: "Assignee's account id", type: 'text', path: 'assignee.accountId' },
    { name: 'parent', label: 'Key of the parent', type: 'text', path: 'parent.key' },
    { name: 'status', label: 'Status', type: 'text', readOnly: true, path: 'status.name' },
    { name: 'created', label: 'Created', type: 'date-time', readOnly: true },
    { name: 'updated', label: 'Last change', type: 'date-time', readOnly: true },
  ],
  unique: [{ name: 'labels', label: 'Label that carries the key' }],
  describe: {
    request: { method: 'GET', path: '/rest/api/3/field' },
    reply: {
      items: '',
      name: 'id',
      label: 'name',
      type: 'schema.type',
      types: { number: 'number', date: 'date', datetime: 'date-time' },
      custom: { path: 'custom', is: [true] },
      // Those of every site are declared here.
      hidden: { path: 'custom', is: [false, null] },
      readOnly: { path: 'schema.type', is: [...OTHER, null] },
    },
  },
}
