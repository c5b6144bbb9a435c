import type { Call, Reply } from '../http/exchange.ts'
import { type Desk, Refused } from '../kit/system.ts'
import { meId } from './comments.ts'
import { pageReply } from './paging.ts'
import { refusals } from './refusals.ts'
import { showAudit, showComment, when } from './shape.ts'
import { showField, ticketFields } from './ticket-fields.ts'
import { createTicket, deleteTicket, listTickets, living, readTicket, updateTicket } from './tickets.ts'
import {
  createOrUpdateUser,
  createUser,
  deleteUser,
  listUsers,
  readUser,
  searchUsers,
  showMany,
  updateUser,
} from './users.ts'

/** The parts of a path behind `/api/v2/`; clients may write `.json` at its end. */
export const partsOf = (call: Call): string[] =>
  call.path
    .replace(/^\/api\/v2\//, '')
    .replace(/\.json$/, '')
    .split('/')
    .map(decodeURIComponent)

export function route(call: Call, desk: Desk): Reply {
  const [resource = '', id, more] = partsOf(call)
  const known = call.path.startsWith('/api/v2/')
    ? (fixed[`${call.method} ${[resource, id, more].filter(Boolean).join('/')}`] ?? ofOne(call, resource, id, more))
    : undefined
  if (known === undefined) throw new Refused(refusals.noSuchPath(call))
  return known(call, desk)
}

type Route = (call: Call, desk: Desk) => Reply

const fixed: Readonly<Record<string, Route>> = {
  'GET tickets': listTickets,
  'POST tickets': createTicket,
  'GET ticket_fields': (_call, desk) => ({
    status: 200,
    body: {
      ticket_fields: ticketFields.map((field) => showField(field, desk.address)),
      next_page: null,
      previous_page: null,
      count: ticketFields.length,
    },
  }),
  'GET users': listUsers,
  'POST users': createUser,
  'POST users/create_or_update': createOrUpdateUser,
  'GET users/search': searchUsers,
  'GET users/show_many': showMany,
  'GET users/me': (_call, desk) => ({ status: 200, body: { user: me(desk) } }),
  'GET account': (_call, desk) => ({
    status: 200,
    body: {
      account: {
        url: `${desk.address}/api/v2/account`,
        name: 'Practice Help Desk',
        subdomain: 'practice',
        sandbox: true,
      },
    },
  }),
  'GET oauth/tokens/current': (_call, desk) => ({
    status: 200,
    body: { token: { id: 1, user_id: meId, scopes: desk.caller.permissions, created_at: when(desk.now()) } },
  }),
}

function ofOne(call: Call, resource: string, id: string | undefined, more: string | undefined): Route | undefined {
  if (id === undefined || !/^\d+$/.test(id)) return undefined
  const key = `${call.method} ${resource}${more === undefined ? '' : `/${more}`}`
  const found = Object.hasOwn(one, key) ? one[key] : undefined
  return found && ((asked, desk) => found(asked, desk, id))
}

const one: Readonly<Record<string, (call: Call, desk: Desk, id: string) => Reply>> = {
  'GET tickets': (_call, desk, id) => readTicket(desk, id),
  'PUT tickets': updateTicket,
  'DELETE tickets': (_call, desk, id) => deleteTicket(desk, id),
  'GET tickets/comments': (call, desk, id) =>
    pageReply(call, desk.address, 'comments', commentsOf(desk, id), showComment),
  'GET tickets/audits': (call, desk, id) => {
    const all = commentsOf(desk, id)
    const ordered = call.query.get('sort') === '-created_at' ? all.toReversed() : all
    return pageReply(call, desk.address, 'audits', ordered, showAudit)
  },
  'GET users': (_call, desk, id) => readUser(desk, id),
  'PUT users': updateUser,
  'DELETE users': (_call, desk, id) => deleteUser(desk, id),
}

const commentsOf = (desk: Desk, id: string) => desk.docs.findBy('comments', 'ticket', living(desk, id).id)

const me = (desk: Desk) => ({
  id: meId,
  url: `${desk.address}/api/v2/users/${meId}.json`,
  name: desk.caller.person ?? 'Practice integration',
  email: 'agent@practice.example',
  role: 'admin',
  active: true,
  verified: true,
})
