/**
 * Checks a sign-in before anything is built on it: is the system there, does it accept us, who are we there, which of the permissions
 * that the flows need do we have, and until when. Only calls that change nothing are made.
 */
import { Failure } from '../model/failure.ts'
import type { Json } from '../model/json.ts'
import type { Ports } from '../ports.ts'
import { type Access, Account } from './account.ts'
import { findingWords } from './check-words.ts'
import type { Connector, RequestTemplate } from './declare.ts'
import { scopesIn } from './oauth-way.ts'
import { Refusal, readReply } from './reply.ts'
import { fillRequest } from './request.ts'
import {
  endsAt,
  type NeededPermission,
  type SavedConnection,
  type SignInFinding,
  type SignInState,
  warningOf,
} from './saved.ts'
import { valueAt } from './template.ts'
import { momentIn } from './waits.ts'

export interface CheckNeeds {
  connector: Connector
  access: Access
  ports: Pick<Ports, 'network' | 'clock' | 'random'>
  /** What the flows need that use it. */
  needs: readonly NeededPermission[]
  saved: Pick<SavedConnection, 'expires' | 'renews' | 'ended' | 'scopes' | 'belongsTo' | 'checked'>
  signal: AbortSignal
}

/** Milliseconds for which the system may think about each call. */
const PATIENCE = 10_000

interface Answer {
  json: unknown
  headers: Record<string, string>
}

/** Never throws for what a system answers: that is what is found. */
export async function checkSignIn(needs: CheckNeeds): Promise<SignInFinding> {
  const { connector, saved } = needs
  const request = connector.check?.request ?? connector.account?.request
  if (saved.ended) return finish(needs, { state: endedState(saved), reachable: false, accepted: false })
  if (!request) return finish(needs, { state: 'unknown', reachable: false })
  let answer: Answer
  try {
    answer = await ask(needs, needs.access, request)
  } catch (error) {
    return finish(needs, refusedBy(error, needs))
  }
  const who = whoIn(connector, answer.json)
  const expires = expiresIn(needs, answer)
  // Renewed or not: from here on with what was accepted, so that a permission that is missing renews nothing.
  const { renewal: _renewal, ...access } = needs.access.renewal?.current() ?? needs.access
  const permissions = await permissionsOf(needs, access, answer)
  const missing = permissions.filter(({ has }) => has === false).map(({ permission }) => permission)
  const ends = { ...saved, ...(expires === undefined ? {} : { expires }) }
  const soon = warningOf(ends, needs.ports.clock.now()) > 0
  const state = missing.length > 0 ? 'under-privileged' : soon ? 'ending-soon' : 'good'
  return finish(needs, { state, reachable: true, accepted: true, ...who, permissions, missing, expires })
}

interface Found extends Pick<SignInFinding, 'state' | 'reachable' | 'accepted' | 'who' | 'belongsTo' | 'message'> {
  permissions?: readonly NeededPermission[]
  missing?: readonly string[]
  expires?: number | undefined
}

function finish(
  { connector, needs, saved, ports }: CheckNeeds,
  { permissions, expires, ...found }: Found,
): SignInFinding {
  const now = ports.clock.now()
  const until = expires ?? endsAt(saved)
  const belongsTo = found.belongsTo ?? saved.belongsTo
  const finding: Omit<SignInFinding, 'words'> = {
    at: now,
    missing: [],
    ...found,
    needs: permissions ?? needs,
    ...(until === undefined ? {} : { expires: until }),
    ...(belongsTo === undefined ? {} : { belongsTo }),
  }
  return { ...finding, words: findingWords(finding, connector.title, now) }
}

/** Each call has an account of its own: one refusal says nothing about the next. */
async function ask(
  { connector, ports, signal }: CheckNeeds,
  access: Access,
  request: RequestTemplate,
): Promise<Answer> {
  const account = new Account({ connector, access, ports, patience: PATIENCE, giveUp: () => undefined })
  return account.callThrough(async (used) => {
    const reply = await ports.network.request(fillRequest(connector, used, request, {}, { timeout: PATIENCE }))
    try {
      const json = readReply(connector, reply, ports.clock.now())
      return { value: { json, headers: reply.headers }, headers: reply.headers }
    } catch (error) {
      if (error instanceof Refusal) return { refused: reply }
      throw error
    }
  }, signal)
}

function whoIn({ check }: Connector, json: unknown): Pick<SignInFinding, 'who' | 'belongsTo'> {
  const said = check?.who === undefined ? undefined : valueAt(json, check.who)
  const who = typeof said === 'string' || typeof said === 'number' ? { who: String(said) } : {}
  if (!check?.person) return who
  const isPerson = check.person.is.includes(valueAt(json, check.person.path) as Json)
  return { ...who, belongsTo: isPerson ? 'person' : 'service' }
}

function expiresIn({ connector, saved, ports }: CheckNeeds, { json, headers }: Answer): number | undefined {
  const form = connector.check?.expires
  if (!form || saved.renews) return undefined
  return momentIn(form, headers, json, ports.clock.now())
}

/** What the system lists counts first, then what it granted at the sign-in, then a harmless call for each. */
async function permissionsOf(needs: CheckNeeds, access: Access, answer: Answer): Promise<NeededPermission[]> {
  const granted = (await listedBy(needs, access, answer)) ?? needs.saved.scopes
  const probes = needs.connector.check?.probes ?? {}
  const permissions: NeededPermission[] = []
  for (const need of needs.needs) {
    const probe = Object.hasOwn(probes, need.permission) ? probes[need.permission] : undefined
    if (granted) permissions.push({ ...need, has: granted.includes(need.permission) })
    else {
      const has = probe && (await isAllowed(needs, access, probe))
      permissions.push(has === undefined ? need : { ...need, has })
    }
  }
  return permissions
}

async function listedBy(needs: CheckNeeds, access: Access, answer: Answer): Promise<string[] | undefined> {
  const granted = needs.connector.check?.granted
  if (!granted) return undefined
  const asked = granted.request ? await ask(needs, access, granted.request).catch(() => undefined) : answer
  if (!asked) return undefined
  const said = granted.header === undefined ? valueAt(asked.json, granted.path ?? '') : asked.headers[granted.header]
  if (Array.isArray(said)) return said.map(String)
  return typeof said === 'string' ? scopesIn(said) : undefined
}

/** Undefined when the answer says nothing about it: the system is away, or asks to wait. */
async function isAllowed(needs: CheckNeeds, access: Access, probe: RequestTemplate): Promise<boolean | undefined> {
  try {
    await ask(needs, access, probe)
    return true
  } catch (error) {
    const failure = failureIn(error)
    if (failure?.category === 'sign-in' || failure?.details.status === 403) return false
    return failure?.category === 'transient' ? undefined : true
  }
}

function refusedBy(error: unknown, { saved, ports }: CheckNeeds): Found {
  const failure = failureIn(error)
  if (!failure) throw error
  const said = failure.values.message ?? failure.values.why
  const message = typeof said === 'string' ? { message: said } : {}
  if (failure.category !== 'sign-in') {
    const away = failure.category === 'transient' || failure.code === 'call.blocked'
    return { state: away ? 'unreachable' : 'refused', reachable: !away, ...message }
  }
  const over = (saved.expires ?? Number.POSITIVE_INFINITY) <= ports.clock.now()
  const state = over || saysExpired(message.message) ? 'expired' : acceptedBefore(saved) ? 'revoked' : 'refused'
  return { state, reachable: true, accepted: false, ...message }
}

const failureIn = (error: unknown): Failure | undefined =>
  error instanceof Refusal ? error.failure : error instanceof Failure ? error : undefined

/** What ended for good: its time was over, or somebody ended it. */
function endedState({ ended }: CheckNeeds['saved']): SignInState {
  if (ended?.code === 'saved.signed-out') return 'refused'
  return ended?.code === 'sign-in.answer-lost' || saysExpired(ended?.message) ? 'expired' : 'revoked'
}

/** RFC 6750, 3.1 and most systems say it with this word. */
const saysExpired = (message: string | undefined): boolean => /expir|its time is over/i.test(message ?? '')

/** A sign-in that was once accepted, or was given by the system itself, does not become wrong by itself. */
const acceptedBefore = ({ checked, scopes, renews }: CheckNeeds['saved']): boolean =>
  checked?.accepted === true || scopes !== undefined || renews
