/** `sluice connections`: saved connections, their checks, and what an IT department is asked for. Secrets are never arguments. */
import type { SavedConnection, SignInFinding } from '#engine'
import type { ConnectionView } from '#protocol'
import {
  accessRequest,
  type Context,
  checkConnection,
  listConnections,
  openFlow,
  putInSlot,
  removeConnection,
  viewOf,
} from '#studio'
import type { DataOption } from '../data-folder.ts'
import { moment } from '../report/moment.ts'
import { tableText } from '../report/table.ts'
import { usage } from '../tell-error.ts'
import { say, sayJson } from '../terminal.ts'
import { withContext } from '../with-context.ts'

export interface ConnectionOptions extends DataOption {
  json?: boolean
}

/** Throws Failures data.*. */
export function list(options: ConnectionOptions): Promise<number> {
  return withContext(options, async (context) => {
    const connections = listConnections(context)
    if (options.json) sayJson({ connections })
    else if (connections.length === 0) say('No saved connections.')
    else sayTable(connections)
    return 0
  })
}

function sayTable(connections: readonly ConnectionView[]): void {
  const rows = connections.map(({ name, system, slot, address, uses, ...saved }) => [
    ...[name, system, slot, address, stateOf(saved), saved.expires === undefined ? '' : moment(saved.expires)],
    `${uses.length}`,
  ])
  say(tableText(['Connection', 'System', 'Slot', 'Address', 'State', 'Until', 'Used'], rows))
  for (const { name, warning, words } of connections) if (warning > 0) say(`${name}: ${words[0]}`)
}

const STATES: Record<SignInFinding['state'], string> = {
  good: 'good',
  'ending-soon': 'ending soon',
  expired: 'expired',
  revoked: 'revoked',
  'under-privileged': 'under-privileged',
  unreachable: 'unreachable',
  refused: 'refused',
  unknown: 'not known',
}

function stateOf({ ended, checked }: Pick<SavedConnection, 'ended' | 'checked'>): string {
  if (checked && (!ended || checked.at >= ended.at)) return STATES[checked.state]
  if (ended) return ended.code === 'saved.signed-out' ? 'signed out' : 'ended'
  return 'not checked'
}

const PROBLEMS: readonly SignInFinding['state'][] = ['expired', 'revoked', 'under-privileged', 'unreachable', 'refused']

/** One, or all. Answers 1 when one of them cannot be used as it is. */
export function check(named: string | undefined, options: ConnectionOptions): Promise<number> {
  return withContext(options, async (context) => {
    const chosen = named === undefined ? context.signIns.all() : [find(context, named)]
    const checks: { id: string; name: string; finding: SignInFinding }[] = []
    for (const { id, name } of chosen) checks.push({ id, name, finding: await checkConnection(context, id) })
    const bad = checks.some(({ finding }) => PROBLEMS.includes(finding.state))
    if (options.json) sayJson({ good: !bad, checks })
    else if (checks.length === 0) say('No saved connections.')
    for (const { name, finding } of options.json ? [] : checks) {
      say([`${name}: ${STATES[finding.state]}`, ...finding.words.map((words) => `  ${words}`)].join('\n'))
    }
    return bad ? 1 : 0
  })
}

export function remove(named: string, options: ConnectionOptions): Promise<number> {
  return withContext(options, async (context) => {
    const { id, name } = find(context, named)
    removeConnection(context, id)
    if (options.json) sayJson({ removed: id })
    else say(`"${name}" is removed, and its sign-in with it.`)
    return 0
  })
}

export function signOut(named: string, options: ConnectionOptions): Promise<number> {
  return withContext(options, async (context) => {
    const saved = viewOf(context, await context.signIns.signOut(find(context, named).id))
    if (options.json) sayJson(saved)
    else say(`"${saved.name}" is signed out; its secret is removed here.`)
    return 0
  })
}

export function request(named: string, options: ConnectionOptions & { from?: string[] }): Promise<number> {
  return withContext(options, async (context) => {
    const asked = accessRequest(context, find(context, named).id, options.from)
    if (options.json) sayJson(asked)
    else say(asked.text)
    return 0
  })
}

/** Puts a saved connection into a slot of a flow; `none` leaves the slot empty. */
export function use(
  flow: string,
  connection: string,
  named: string,
  options: ConnectionOptions & { slot: 'practice' | 'live' },
): Promise<number> {
  return withContext(options, async (context) => {
    const saved = named === 'none' ? undefined : find(context, named)
    const { flow: found } = openFlow(context, flow)
    putInSlot(context, found, connection, options.slot, saved?.id)
    if (options.json) sayJson({ flow, connection, slot: options.slot, saved: saved?.id ?? null })
    else if (saved) say(`"${connection}" of ${flow} uses "${saved.name}" for ${options.slot}.`)
    else say(`The ${options.slot} slot of "${connection}" of ${flow} is empty.`)
    return 0
  })
}

/** By its id, or by its name where only one has it. Throws Failures saved.not-found, usage.invalid. */
export function find(context: Context, named: string): SavedConnection {
  const found = context.signIns.all().filter(({ id, name }) => id === named || name === named)
  if (found.length > 1) throw usage(`Several connections are called "${named}": give the id that --json shows`)
  return found[0] ?? context.signIns.get(named)
}
