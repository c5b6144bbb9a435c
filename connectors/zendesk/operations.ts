/** What can be written to Zendesk, and asked of it. */
import type { ListPlan, Operation, ReplyPaths } from '#engine'

const ticket: ReplyPaths = { id: 'ticket.id', fields: 'ticket' }
const user: ReplyPaths = { id: 'user.id', fields: 'user' }

/** The newest first, by cursor; the incremental export would refuse what was changed within the last minute. */
const changedTickets: ListPlan = {
  title: 'New and changed tickets',
  request: {
    method: 'GET',
    path: '/api/v2/tickets',
    query: { sort: '-updated_at', 'page[size]': 100, 'page[after]': { $: 'after' } },
  },
  reply: {
    items: 'tickets',
    id: 'id',
    fields: '',
    next: 'meta.after_cursor',
    more: { path: 'meta.has_more', is: [true] },
  },
  cursor: { field: 'updated_at', as: 'time', asked: 'iso-seconds', start: '1970-01-01T00:00:00Z' },
  newestFirst: true,
}

const upsertTicket: Operation = {
  title: 'Create or update a ticket',
  object: 'tickets',
  does: 'upsert',
  strategy: 'native-key',
  keyLasts: 2 * 3_600_000,
  bulk: 1,
  look: {
    request: { method: 'GET', path: '/api/v2/tickets', query: { '{match}': { $: 'key' } } },
    reply: { items: 'tickets', key: '{match}', id: 'id', fields: '' },
    bulk: 1,
  },
  send: {
    request: {
      method: 'POST',
      path: '/api/v2/tickets',
      headers: { 'idempotency-key': '{idempotencyKey}' },
      body: {
        ticket: {
          '...': { $: 'body' },
          '{match}': { $: 'key' },
          comment: { body: { $: 'body.description', optional: true } },
        },
      },
    },
    reply: ticket,
  },
  change: {
    request: { method: 'PUT', path: '/api/v2/tickets/{id}', body: { ticket: { $: 'body' } } },
    reply: ticket,
  },
  list: changedTickets,
  undo: {
    created: 'delete',
    updated: 'restore',
    words:
      'What was created is moved to the deleted tickets, where it stays for 30 days; what was changed gets its old values back. ' +
      'E-mails that Zendesk sent about it stay sent.',
    delete: { method: 'DELETE', path: '/api/v2/tickets/{id}' },
    restore: { method: 'PUT', path: '/api/v2/tickets/{id}', body: { ticket: { $: 'before' } } },
  },
  needs: ['tickets:read', 'tickets:write'],
}

const upsertUser: Operation = {
  title: 'Create or update a person',
  object: 'users',
  does: 'upsert',
  strategy: 'upsert-by-unique-field',
  bulk: 1,
  look: {
    request: { method: 'GET', path: '/api/v2/users/show_many', query: { '{match}s': { $: 'key' } } },
    reply: { items: 'users', key: '{match}', id: 'id', fields: '' },
    bulk: 1,
  },
  send: {
    request: {
      method: 'POST',
      path: '/api/v2/users/create_or_update',
      // Nobody gets an e-mail for having been synchronised.
      body: { user: { skip_verify_email: true, '...': { $: 'body' }, '{match}': { $: 'key' } } },
    },
    reply: user,
  },
  undo: {
    created: 'delete',
    updated: 'restore',
    words:
      'Whoever was created is deleted, as long as no open ticket is theirs; who was changed gets the old values back.',
    delete: { method: 'DELETE', path: '/api/v2/users/{id}' },
    restore: { method: 'PUT', path: '/api/v2/users/{id}', body: { user: { $: 'before' } } },
  },
  needs: ['users:read', 'users:write'],
}

/** The key goes into the metadata of the audit, by which a comment that was sent already is found. */
const addComment: Operation = {
  title: 'Add a comment to a ticket',
  object: 'comments',
  does: 'create',
  strategy: 'find-then-create',
  bulk: 1,
  look: {
    request: {
      method: 'GET',
      path: '/api/v2/tickets/{body.ticket_id}/audits',
      query: { sort: '-created_at', 'page[size]': 100 },
    },
    reply: { items: 'audits', key: 'metadata.custom.{match}', id: 'id', fields: '' },
    bulk: 1,
    exact: true,
  },
  send: {
    request: {
      method: 'PUT',
      path: '/api/v2/tickets/{body.ticket_id}',
      body: {
        ticket: {
          comment: {
            body: { $: 'body.events.0.body' },
            public: { $: 'body.events.0.public', optional: true },
          },
          metadata: { '{match}': { $: 'key' } },
        },
      },
    },
    reply: { id: 'audit.id' },
  },
  undo: {
    created: 'none',
    updated: 'none',
    words: 'A comment cannot be taken back: whoever follows the ticket has read it or got it by e-mail.',
  },
  needs: ['tickets:read', 'tickets:write'],
}

export const operations = {
  'upsert-ticket': upsertTicket,
  'upsert-user': upsertUser,
  'add-comment': addComment,
}
