// People: POST /users makes one, /users/create_or_update finds one by external id or e-mail address first.
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Body, Document } from '../kit/documents.ts'
import { missingRequired, renameIn } from '../kit/drift.ts'
import { recordOf } from '../kit/form.ts'
import type { Desk } from '../kit/system.ts'
import { pageReply } from './paging.ts'
import { invalid, invalidRecord, notFound } from './refusals.ts'
import { showUser } from './shape.ts'

const taken = [
  'name',
  'email',
  'external_id',
  'phone',
  'notes',
  'details',
  'role',
  'time_zone',
  'locale',
  'organization_id',
  'verified',
]

export function createUser(call: Call, desk: Desk): Reply {
  return { status: 201, body: { user: showUser(desk, insert(desk, inputOf(call, desk))) } }
}

/** 200 for one that was there, 201 for a new one. */
export function createOrUpdateUser(call: Call, desk: Desk): Reply {
  const input = inputOf(call, desk)
  const known = byExternalId(desk, input.external_id) ?? byEmail(desk, input.email)
  if (known === undefined) return { status: 201, body: { user: showUser(desk, insert(desk, input)) } }
  return { status: 200, body: { user: showUser(desk, change(desk, known, input)) } }
}

export const updateUser = (call: Call, desk: Desk, id: string): Reply => ({
  status: 200,
  body: { user: showUser(desk, change(desk, living(desk, id), inputOf(call, desk))) },
})

export const readUser = (desk: Desk, id: string): Reply => ({
  status: 200,
  body: { user: showUser(desk, living(desk, id)) },
})

/** A deleted user stays there without a name for 30 days; the external id and address are free again. */
export function deleteUser(desk: Desk, id: string): Reply {
  const user = living(desk, id)
  desk.docs.remove('users', id)
  desk.docs.effect('users', keyOf(user), 'removed')
  return { status: 200, body: { user: { ...showUser(desk, user), active: false } } }
}

export const listUsers = (call: Call, desk: Desk): Reply =>
  pageReply(call, desk.address, 'users', desk.docs.all('users'), (user) => showUser(desk, user))

/** `ids` or `external_ids`, separated by commas, up to 100; who is not there is left out. */
export function showMany(call: Call, desk: Desk): Reply {
  const split = (name: string) => (call.query.get(name) ?? '').split(',').filter(Boolean)
  const byId = split('ids').map((id) => desk.docs.get('users', id))
  const byKey = split('external_ids').map((key) => byExternalId(desk, key))
  const found = [...byId, ...byKey].filter((user) => user !== undefined)
  return {
    status: 200,
    body: {
      users: found.map((user) => showUser(desk, user)),
      next_page: null,
      previous_page: null,
      count: found.length,
    },
  }
}

/** `external_id` is looked up at once; `query` goes through the search, which finds new people only after a while. */
export function searchUsers(call: Call, desk: Desk): Reply {
  const external = call.query.get('external_id')
  const words = (call.query.get('query') ?? '')
    .toLowerCase()
    .replace(/^(?:email|name):/, '')
    .replaceAll('"', '')
  const newest = desk.now() - desk.searchLagMs()
  const matching = (user: Document) =>
    user.createdAt <= newest &&
    [user.body.name, user.body.email].some((text) =>
      String(text ?? '')
        .toLowerCase()
        .includes(words),
    )
  const found =
    external === null
      ? desk.docs.all('users', matching)
      : [byExternalId(desk, external)].filter((user) => user !== undefined)
  return pageReply(call, desk.address, 'users', found, (user) => showUser(desk, user))
}

function inputOf(call: Call, desk: Desk): Body {
  const { user } = recordOf(call)
  if (!isRecord(user)) throw invalid('BadRequest', 'The parameter user is missing')
  const input = renameIn(desk, 'users', user)
  const values = Object.fromEntries(taken.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])))
  if (typeof values.email === 'string') values.email = values.email.trim().toLowerCase()
  if (values.external_id !== undefined && values.external_id !== null) values.external_id = String(values.external_id)
  if (typeof values.email === 'string' && values.email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(values.email)) {
    throw invalidRecord({
      email: [{ description: `Email:  ${values.email} is not properly formatted`, error: 'InvalidValue' }],
    })
  }
  return values
}

function insert(desk: Desk, values: Body): Document {
  const missing = missingRequired(desk, 'users', values)
  if (typeof values.name !== 'string' || values.name.trim() === '') missing.unshift('name')
  if (missing.length > 0)
    throw invalidRecord(
      Object.fromEntries(
        missing.map((name) => [
          name,
          [{ description: `${name}: is too short (minimum one character)`, error: 'BlankValue' }],
        ]),
      ),
    )
  refuseTaken(desk, values, undefined)
  const user = desk.docs.insert('users', values, { id: String(1_900_000_001 + desk.docs.next('user')) })
  desk.docs.effect('users', keyOf(user), 'created')
  return user
}

function change(desk: Desk, user: Document, input: Body): Document {
  refuseTaken(desk, input, user.id)
  const values = { ...user.body, ...input }
  const same = Object.entries(input).every(([name, value]) => (user.body[name] ?? null) === value)
  const changed = same ? user : desk.docs.update('users', user.id, values)
  desk.docs.effect('users', keyOf(changed), same ? 'unchanged' : 'changed')
  return changed
}

/** 422: an address or external id belongs to one person only. */
function refuseTaken(desk: Desk, { email, external_id }: Body, self: string | undefined): void {
  const holder = byEmail(desk, email)
  if (holder && holder.id !== self) {
    throw invalidRecord({
      email: [
        { description: `Email: ${String(email)} is already being used by another user`, error: 'DuplicateValue' },
      ],
    })
  }
  const other = byExternalId(desk, external_id)
  if (other && other.id !== self) {
    throw invalidRecord({ external_id: [{ description: 'External: has already been taken', error: 'DuplicateValue' }] })
  }
}

const byEmail = (desk: Desk, email: unknown) =>
  typeof email === 'string' && email !== '' ? desk.docs.findBy('users', 'email', email.toLowerCase())[0] : undefined
const byExternalId = (desk: Desk, key: unknown) =>
  typeof key === 'string' && key !== '' ? desk.docs.findBy('users', 'external_id', key)[0] : undefined
const keyOf = (user: Document) => String(user.body.external_id ?? user.body.email ?? user.id)

function living(desk: Desk, id: string): Document {
  const user = desk.docs.get('users', id)
  if (user === undefined) throw notFound()
  return user
}
