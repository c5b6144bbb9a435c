import type { Desk } from '../kit/system.ts'
import { meId } from './comments.ts'
import { ownFields } from './ticket-fields.ts'

/** What a help desk looks like after some years: near-twins, blanks, emoji, a text without end, dates that were typed. */
export function seed(desk: Desk): void {
  const people = [
    { name: 'Ana Ruiz', email: 'ana.ruiz@alder.example', external_id: 'C-1001', phone: '+34 600 000 001' },
    { name: 'Ana  Ruíz', email: 'ana.ruiz+old@alder.example', external_id: 'c-1001 ', phone: '600000001' },
    { name: "Seán O'Brien", email: 'sean@finch.example', external_id: null, notes: '' },
    { name: '山田 太郎', email: null, external_id: 'C-1003', phone: null },
    { name: '🙂', email: 'smile@larch.example', external_id: 'C-1004', details: 'Moved on 31.02.2019' },
  ]
  const ids = people.map((person) =>
    Number(desk.docs.insert('users', person, { id: String(meId + desk.docs.next('user')) }).id),
  )
  const tickets = [
    {
      subject: 'Cannot sign in',
      status: 'open',
      priority: 'high',
      external_id: 'T-1',
      tags: ['login'],
      custom_fields: { [ownFields.plan]: 'plan_team' },
    },
    { subject: 'cannot sign in ', status: 'new', priority: null, external_id: null, tags: [] },
    {
      subject: '',
      status: 'pending',
      priority: 'low',
      external_id: 'T-3',
      custom_fields: { [ownFields.dueOn]: '2026-02-28' },
    },
    {
      subject: 'Refund 💸 for order №42',
      status: 'solved',
      type: 'task',
      external_id: 'T-4',
      due_at: '2020-02-29T00:00:00Z',
      custom_fields: { [ownFields.orderNumber]: '00042' },
    },
    { subject: 'Old and closed', status: 'closed', external_id: 'T-5' },
  ]
  tickets.forEach((ticket, index) => {
    const description =
      index === 1 ? 'long '.repeat(4_000).trim() : `${ticket.subject || 'No subject'}\n\nSent from my phone`
    const made = desk.docs.insert('tickets', {
      ...ticket,
      description,
      requester_id: ids[index] ?? meId,
      submitter_id: meId,
    })
    desk.docs.insert('comments', { ticket: made.id, body: description, public: true, author: ids[index] ?? meId })
  })
}
