/** What a check of a sign-in found, in plain sentences. */
import type { SignInFinding } from './saved.ts'

type Told = Omit<SignInFinding, 'words'>

/** The most important first. */
export function findingWords(finding: Told, system: string, now: number): string[] {
  return [...stateWords(finding, system, now), ...whoWords(finding), ...permissionWords(finding, system)]
}

function stateWords({ state, message, expires, reachable }: Told, system: string, now: number): string[] {
  const said = message === undefined ? '' : ` (${message.replace(/\.$/, '')})`
  const until = expires === undefined ? '' : ` It ends on ${dayOf(expires)}.`
  switch (state) {
    case 'good':
    case 'under-privileged':
      return [`${system} accepts the sign-in.${until}`]
    case 'ending-soon':
      return [
        `The sign-in ends ${spanWords((expires ?? now) - now)}, on ${dayOf(expires ?? now)}. Sign in again before that.`,
      ]
    case 'expired':
      return [`The sign-in at ${system} has expired${said}. Sign in again.`]
    case 'revoked':
      return [
        `${system} accepted this sign-in before and does not any more${said}. Somebody ended it there: sign in again.`,
      ]
    case 'refused':
      return [`${system} does not accept the sign-in${said}. Check it, or sign in again.`]
    case 'unreachable':
      return [`${system} could not be reached${said}. Check the address, or try again later.`]
    case 'unknown':
      return [
        reachable ? `${system} answers.` : `${system} offers no way to check a sign-in.`,
        'Whether it is good shows at the first call.',
      ]
  }
}

function whoWords({ who, belongsTo }: Told): string[] {
  const name = who === undefined ? '' : ` (${who})`
  if (belongsTo === 'person')
    return [`It is a personal login${name}: it ends when that person leaves. A service account is safer.`]
  if (belongsTo === 'service') return [`It belongs to an app or a service account${name}.`]
  return who === undefined ? [] : [`It belongs to ${who}.`]
}

function permissionWords({ needs, missing, accepted }: Told, system: string): string[] {
  if (!accepted || needs.length === 0) return []
  const lacking = needs.filter(({ permission }) => missing.includes(permission))
  const unknown = needs.filter(({ has }) => has === undefined).map(({ permission }) => permission)
  return [
    ...lacking.map(({ permission, reasons }) => `The permission ${permission} is missing, for ${reasons.join('; ')}.`),
    ...(unknown.length > 0 ? [`${system} does not tell whether it has ${unknown.join(', ')}.`] : []),
    ...(lacking.length === 0 && unknown.length === 0 ? ['It has all permissions that the flows need.'] : []),
  ]
}

/** 22 November 2026, in UTC. */
const dayOf = (at: number): string =>
  new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

function spanWords(ms: number): string {
  const hours = Math.max(0, Math.round(ms / 3_600_000))
  if (hours < 1) return 'within the hour'
  if (hours < 48) return `in ${hours} ${hours === 1 ? 'hour' : 'hours'}`
  return `in ${Math.round(hours / 24)} days`
}
