// How tickets, users and comments stand in answers. Source: developer.zendesk.com, Tickets, Users, Ticket Comments (JSON format).
import type { Body, Document } from '../kit/documents.ts'
import { mixedDate, renameOut } from '../kit/drift.ts'
import type { Desk } from '../kit/system.ts'
import { ticketFields } from './ticket-fields.ts'

/** Moments have no fractions of a second. */
export const when = (time: number) => `${new Date(time).toISOString().slice(0, 19)}Z`

export function showTicket(desk: Desk, ticket: Document): Body {
  const { custom_fields: own, ...body } = ticket.body
  const fields = ticketFields
    .filter((field) => field.own)
    .map(({ id }) => ({ id, value: (own as Record<string, unknown> | undefined)?.[String(id)] ?? null }))
  const shown = {
    url: `${desk.address}/api/v2/tickets/${ticket.id}.json`,
    id: Number(ticket.id),
    external_id: null,
    via: { channel: 'api', source: { from: {}, to: {}, rel: null } },
    created_at: mixedDate(desk, when(ticket.createdAt), Number(ticket.id)),
    updated_at: mixedDate(desk, when(ticket.updatedAt), Number(ticket.id)),
    generated_timestamp: Math.floor(ticket.updatedAt / 1_000),
    type: null,
    priority: null,
    status: 'new',
    assignee_id: null,
    group_id: null,
    organization_id: null,
    due_at: null,
    tags: [],
    ...body,
    raw_subject: body.subject,
    recipient: null,
    collaborator_ids: [],
    follower_ids: [],
    has_incidents: false,
    is_public: true,
    custom_fields: fields,
    fields,
    allow_channelback: false,
    allow_attachments: true,
  }
  return renameOut(desk, 'tickets', shown)
}

export function showUser(desk: Desk, user: Document): Body {
  const shown = {
    id: Number(user.id),
    url: `${desk.address}/api/v2/users/${user.id}.json`,
    created_at: mixedDate(desk, when(user.createdAt), Number(user.id)),
    updated_at: mixedDate(desk, when(user.updatedAt), Number(user.id)),
    name: '',
    email: null,
    external_id: null,
    phone: null,
    notes: null,
    details: null,
    role: 'end-user',
    time_zone: 'Etc/UTC',
    locale: 'en-US',
    organization_id: null,
    verified: false,
    active: true,
    suspended: false,
    shared: false,
    moderator: false,
    tags: [],
    user_fields: {},
    ...user.body,
  }
  return renameOut(desk, 'users', shown)
}

export function showComment(comment: Document): Body {
  const { body, public: isPublic, author } = comment.body
  return {
    id: Number(comment.id),
    type: 'Comment',
    author_id: author,
    body,
    html_body: `<div class="zd-comment"><p>${escaped(String(body))}</p></div>`,
    plain_body: body,
    public: isPublic,
    attachments: [],
    audit_id: Number(comment.id),
    via: { channel: 'api', source: { from: {}, to: {}, rel: null } },
    created_at: when(comment.createdAt),
    metadata: { system: {}, custom: {} },
  }
}

/** An audit of a ticket, as far as it tells of a comment. */
export const showAudit = (comment: Document): Body => ({
  id: Number(comment.id),
  ticket_id: Number(comment.body.ticket),
  created_at: when(comment.createdAt),
  author_id: comment.body.author,
  metadata: { system: {}, custom: comment.body.custom ?? {} },
  events: [
    {
      id: Number(comment.id),
      type: 'Comment',
      author_id: comment.body.author,
      body: comment.body.body,
      public: comment.body.public,
    },
  ],
})

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
