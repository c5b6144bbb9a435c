// Tickets and their comments: POST and PUT take `{ticket: {…}}`, unknown members are left aside without a word.
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Body, Document } from '../kit/documents.ts'
import { missingRequired, renameIn } from '../kit/drift.ts'
import { recordOf } from '../kit/form.ts'
import type { Desk } from '../kit/system.ts'
import { addComment, auditOf, meId } from './comments.ts'
import { once } from './idempotency.ts'
import { pageReply } from './paging.ts'
import { invalid, invalidRecord, notFound } from './refusals.ts'
import { showTicket } from './shape.ts'
import { problemWith, ticketFields } from './ticket-fields.ts'

const choices: Readonly<Record<string, readonly string[]>> = {
  status: ['new', 'open', 'pending', 'hold', 'solved', 'closed'],
  priority: ['urgent', 'high', 'normal', 'low'],
  type: ['problem', 'incident', 'question', 'task'],
}
const taken = [
  'subject',
  'status',
  'priority',
  'type',
  'external_id',
  'requester_id',
  'assignee_id',
  'group_id',
  'organization_id',
  'due_at',
]

export function createTicket(call: Call, desk: Desk): Reply {
  return once(call, desk, () => {
    const input = inputOf(call, desk)
    const comment = isRecord(input.comment) ? input.comment : undefined
    const text = comment?.body ?? comment?.html_body ?? input.description
    if (typeof text !== 'string' || text.trim() === '') {
      throw invalidRecord({ base: [{ description: 'Description: cannot be blank', error: 'BlankValue' }] })
    }
    const requester = requesterOf(desk, input)
    const values = { ...readValues(input, {}), description: text, requester_id: requester, submitter_id: meId }
    const missing = missingRequired(desk, 'tickets', values)
    if (missing.length > 0)
      throw invalidRecord(
        Object.fromEntries(
          missing.map((name) => [name, [{ description: `${name}: cannot be blank`, error: 'BlankValue' }]]),
        ),
      )
    const ticket = desk.docs.insert('tickets', values)
    const audit = addComment(desk, ticket.id, { ...comment, body: text }, input.metadata, requester)
    desk.docs.effect('tickets', keyOf(ticket), 'created')
    desk.notify('zen:event-type:ticket.created', showTicket(desk, ticket))
    return {
      status: 201,
      headers: { Location: `${desk.address}/api/v2/tickets/${ticket.id}.json` },
      body: { ticket: showTicket(desk, ticket), audit },
    }
  })
}

export function updateTicket(call: Call, desk: Desk, id: string): Reply {
  const ticket = living(desk, id)
  const input = inputOf(call, desk)
  if (ticket.body.status === 'closed')
    throw invalidRecord({ status: [{ description: 'Status: closed prevents ticket update', error: 'InvalidValue' }] })
  if (input.safe_update === true && input.updated_stamp !== showTicket(desk, ticket).updated_at) {
    throw invalid('UpdateConflict', 'Safe Update prevented the update due to outdated ticket data')
  }
  const values = { ...ticket.body, ...readValues(input, ticket.body) }
  const comment = isRecord(input.comment) && typeof input.comment.body === 'string' ? input.comment : undefined
  const same = JSON.stringify(values) === JSON.stringify(ticket.body) && comment === undefined
  const changed = same ? ticket : desk.docs.update('tickets', id, values)
  const audit = comment ? addComment(desk, id, comment, input.metadata, meId) : auditOf(changed)
  desk.docs.effect('tickets', keyOf(changed), same ? 'unchanged' : 'changed')
  if (!same) desk.notify('zen:event-type:ticket.updated', showTicket(desk, changed))
  return { status: 200, body: { ticket: showTicket(desk, changed), audit } }
}

export const readTicket = (desk: Desk, id: string): Reply => ({
  status: 200,
  body: { ticket: showTicket(desk, living(desk, id)) },
})

/** What is deleted can be brought back over there for 30 days. */
export function deleteTicket(desk: Desk, id: string): Reply {
  const ticket = living(desk, id)
  desk.docs.remove('tickets', id)
  desk.docs.effect('tickets', keyOf(ticket), 'removed')
  return { status: 204 }
}

/** In order of id, or by `sort` (`updated_at`, `-updated_at`, `id`, `-id`); `external_id` need not be unique. */
export function listTickets(call: Call, desk: Desk): Reply {
  const external = call.query.get('external_id')
  const found = external === null ? desk.docs.all('tickets') : desk.docs.findBy('tickets', 'external_id', external)
  const sort = call.query.get('sort') ?? 'id'
  const down = sort.startsWith('-')
  const rank =
    sort.replace('-', '') === 'updated_at' ? (one: Document) => one.updatedAt : (one: Document) => Number(one.id)
  const ordered = found.toSorted(
    (one, other) => (rank(one) - rank(other) || Number(one.id) - Number(other.id)) * (down ? -1 : 1),
  )
  return pageReply(call, desk.address, 'tickets', ordered, (ticket) => showTicket(desk, ticket))
}

function inputOf(call: Call, desk: Desk): Body {
  const { ticket } = recordOf(call)
  if (!isRecord(ticket)) throw invalid('BadRequest', 'The parameter ticket is missing')
  return renameIn(desk, 'tickets', ticket)
}

function readValues(input: Body, before: Body): Body {
  const details: Record<string, { description: string; error: string }[]> = {}
  const values: Record<string, unknown> = {}
  for (const name of taken)
    if (input[name] !== undefined)
      values[name] = name === 'external_id' && input[name] !== null ? String(input[name]) : input[name]
  for (const [name, allowed] of Object.entries(choices)) {
    const value = values[name]
    if (value === undefined || value === null || allowed.includes(String(value))) continue
    details[name] = [{ description: `${name}: ${String(value)} is not a valid value`, error: 'InvalidValue' }]
  }
  if (Array.isArray(input.tags))
    values.tags = [...new Set(input.tags.map((tag) => String(tag).toLowerCase()))].toSorted()
  if (input.custom_fields !== undefined) values.custom_fields = customOf(input.custom_fields, before, details)
  if (Object.keys(details).length > 0) throw invalidRecord(details)
  return values
}

function customOf(
  input: unknown,
  before: Body,
  details: Record<string, { description: string; error: string }[]>,
): Body {
  const given = Array.isArray(input) ? input.filter(isRecord) : []
  const values: Record<string, unknown> = { ...(isRecord(before.custom_fields) ? before.custom_fields : {}) }
  for (const { id, value } of given) {
    const field = ticketFields.find((one) => one.own && String(one.id) === String(id))
    const problem = field && problemWith(field, value)
    if (field && problem) details[String(field.id)] = [{ description: problem, error: 'InvalidValue' }]
    else if (field) values[String(field.id)] = value
  }
  return values
}

/** `requester: {email, name}` finds or makes an end user; without one the ticket is the caller's own. */
function requesterOf(desk: Desk, input: Body): number {
  if (typeof input.requester_id === 'number') return input.requester_id
  const { requester } = input
  if (!isRecord(requester) || typeof requester.email !== 'string') return meId
  const email = requester.email.toLowerCase()
  const known = desk.docs.findBy('users', 'email', email)[0]
  if (known) return Number(known.id)
  const id = String(1_900_000_001 + desk.docs.next('user'))
  return Number(desk.docs.insert('users', { name: requester.name ?? email, email }, { id }).id)
}

/** Who is told to have been written. */
const keyOf = (ticket: Document) => (typeof ticket.body.external_id === 'string' ? ticket.body.external_id : ticket.id)

export function living(desk: Desk, id: string): Document {
  const ticket = desk.docs.get('tickets', id)
  if (ticket === undefined) throw notFound()
  return ticket
}
