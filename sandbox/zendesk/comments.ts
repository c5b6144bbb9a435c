// Comments of tickets, and the audits that they stand in. What is given as `metadata` comes back as `metadata.custom` of the audit.
import { isRecord } from '../http/exchange.ts'
import type { Body, Document } from '../kit/documents.ts'
import type { Desk } from '../kit/system.ts'
import { showAudit } from './shape.ts'

/** Who is signed in: the agent that practice keys belong to. */
export const meId = 1_900_000_001

/** The audit of the new comment. */
export function addComment(desk: Desk, ticket: string, comment: Body, metadata: unknown, author: number): Body {
  const custom = isRecord(metadata) ? metadata : {}
  const isPublic = comment.public !== false && comment.public !== 'false'
  const kept = desk.docs.insert('comments', { ticket, body: comment.body, public: isPublic, author, custom })
  const key = Object.values(custom)[0]
  desk.docs.effect('comments', typeof key === 'string' ? key : kept.id, 'created')
  return showAudit(kept)
}

/** The audit of a change without a comment; such audits are not kept. */
export const auditOf = (ticket: Document): Body => ({
  id: ticket.updatedAt,
  ticket_id: Number(ticket.id),
  events: [],
  metadata: { system: {}, custom: {} },
})
