// Who may sign in to the practice database, and with which rights.
import { randomBytes } from 'node:crypto'
import type { OtherPlace } from '../kit/running.ts'
import type { SignInWish } from '../kit/sign-in.ts'
import type { Role } from './database.ts'

const ALL = ['select', 'insert', 'update', 'delete'] as const
const FOR_GOOD = 100 * 365 * 86_400_000

interface Kept {
  readonly password: string
  readonly permissions: readonly string[]
  readonly endsAt?: number
}

export function admits({ token, docs, faults, now, together }: OtherPlace) {
  const [ownName = '', ownPassword = ''] = splitSignIn(token)
  /** A reset forgets what is remembered in the store; sign-ins stay. */
  const made = new Map<string, Kept>()
  const keptOf = (user: string): Kept | undefined =>
    user === ownName
      ? { password: ownPassword, permissions: ALL }
      : (made.get(user) ?? (docs.remembered('sign-ins', user) as Kept | undefined))
  return {
    /** PostgreSQL says the same to a wrong name as to a wrong password. */
    admit(user: string, password: string): Role | { refused: string } {
      const kept = keptOf(user)
      const over = kept?.endsAt !== undefined && kept.endsAt <= now()
      if (!kept || kept.password !== password || over || faults.current().token !== undefined) {
        return { refused: `password authentication failed for user "${user}"` }
      }
      return { name: user, permissions: kept.permissions }
    },
    make({ permissions = ALL, lastsMs, revoked, person }: SignInWish): string {
      const user = `practice-${person === undefined ? 'user' : 'person'}-${randomBytes(4).toString('hex')}`
      const password = randomBytes(12).toString('hex')
      const ends = revoked ? { endsAt: 0 } : lastsMs === undefined ? {} : { endsAt: now() + lastsMs }
      const kept = { password, permissions, ...ends }
      made.set(user, kept)
      together(() => docs.remember('sign-ins', user, kept, FOR_GOOD))
      return `${user}:${password}`
    },
  }
}

function splitSignIn(token: string): string[] {
  const colon = token.indexOf(':')
  return colon < 0 ? [token, ''] : [token.slice(0, colon), token.slice(colon + 1)]
}
