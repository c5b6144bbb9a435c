/** What can be written to Jira, and asked of it. Jira takes no keys of ours: a label carries them, and is looked for first. */
import type { ListPlan, Operation } from '#engine'

/** Labels have no spaces: the key is percent-encoded in them. */
const LABEL = '{encoded:key}'
const PROJECT = "project = '{quoted:account.project}'"

/** Moments in milliseconds, since dates in JQL are read in the time zone of whoever asks. */
const changedIssues: ListPlan = {
  title: 'New and changed issues',
  request: {
    method: 'GET',
    path: '/rest/api/3/search/jql',
    query: {
      jql: `${PROJECT} AND updated >= {since} ORDER BY updated ASC`,
      fields: '*all',
      maxResults: 100,
      nextPageToken: { $: 'after' },
    },
  },
  reply: { items: 'issues', id: 'id', fields: 'fields', next: 'nextPageToken' },
  cursor: { field: 'updated', as: 'time', asked: 'epoch-ms', start: '0' },
}

const upsertIssue: Operation = {
  title: 'Create or update an issue',
  object: 'issues',
  does: 'upsert',
  strategy: 'find-then-create',
  settle: 9_000,
  bulk: 1,
  look: {
    request: {
      method: 'POST',
      path: '/rest/api/3/search/jql',
      body: { jql: `${PROJECT} AND labels = "${LABEL}"`, fields: { $: 'fields' }, maxResults: 2 },
    },
    reply: { items: 'issues', id: 'id', fields: 'fields' },
    bulk: 1,
  },
  send: {
    request: {
      method: 'POST',
      path: '/rest/api/3/issue',
      body: { fields: { '...': { $: 'body' }, project: { key: '{account.project}' }, labels: [LABEL] } },
    },
    reply: { id: 'id' },
  },
  change: {
    request: { method: 'PUT', path: '/rest/api/3/issue/{id}', body: { fields: { $: 'body' } } },
    reply: {},
  },
  list: changedIssues,
  undo: {
    created: 'delete',
    updated: 'restore',
    words:
      'What was created is deleted for good, comments of others included: Jira has no bin. What was changed gets its old values ' +
      'back. E-mails that Jira sent about it stay sent.',
    delete: { method: 'DELETE', path: '/rest/api/3/issue/{id}' },
    restore: { method: 'PUT', path: '/rest/api/3/issue/{id}', body: { fields: { $: 'before' } } },
  },
  needs: ['read:jira-work', 'write:jira-work'],
}

export const operations = { 'upsert-issue': upsertIssue }
