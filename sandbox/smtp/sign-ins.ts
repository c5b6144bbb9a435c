// Who may sign in to the practice mail server.
import { randomBytes } from 'node:crypto'
import type { OtherPlace } from '../kit/running.ts'
import type { SignInWish } from '../kit/sign-in.ts'

interface Kept {
  readonly password: string
  readonly maySend: boolean
  readonly endsAt: number
}

export function mailSignIns({ token, faults, now }: OtherPlace) {
  const colon = token.indexOf(':')
  const made = new Map<string, Kept>()
  made.set(token.slice(0, colon), { password: token.slice(colon + 1), maySend: true, endsAt: Number.POSITIVE_INFINITY })
  return {
    admit(user: string, password: string): boolean {
      const kept = made.get(user)
      return kept?.password === password && kept.endsAt > now() && faults.current().token === undefined
    },
    maySend: (user: string): boolean =>
      (made.get(user)?.maySend ?? false) && !faults.current().withoutPermissions?.includes('send'),
    make({ permissions = ['send'], lastsMs, revoked }: SignInWish): string {
      const user = `practice-user-${randomBytes(4).toString('hex')}`
      const password = randomBytes(12).toString('hex')
      const endsAt = revoked ? 0 : lastsMs === undefined ? Number.POSITIVE_INFINITY : now() + lastsMs
      made.set(user, { password, maySend: permissions.includes('send'), endsAt })
      return `${user}:${password}`
    },
  }
}
