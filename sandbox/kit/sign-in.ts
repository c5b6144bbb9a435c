import type { Call } from '../http/exchange.ts'
import type { SignInRow, Store } from '../store/index.ts'
import type { SystemFaultDesk } from './fault-desk.ts'
import { randomText } from './keys.ts'
import { type Caller, Refused, type SignInTrouble, type SystemDeclaration } from './system.ts'

/** A sign-in as people ask for it through the control API. All permissions unless named. */
export interface SignInWish {
  readonly permissions?: readonly string[]
  /** Milliseconds from now; 0 for one that has ended already. */
  readonly lastsMs?: number
  readonly revoked?: boolean
  /** The person whose own login it is. */
  readonly person?: string
}

export interface SignInDesk {
  /** Who makes the call. @throws Refused with the vendor's reply */
  check(call: Call): Caller
  make(wish: SignInWish): string
  /** True for a token that a fault strikes: every one that was there when the fault was set. */
  isStruck(row: SignInRow): boolean
  /** From now on the fault strikes those that are there, not what is made later. */
  mark(): void
}

export interface SignInRoom {
  readonly declaration: SystemDeclaration
  readonly store: Store
  readonly faults: SystemFaultDesk
  readonly now: () => number
  /** The key that stands in the address file. */
  readonly token: string
}

/** Knows the sign-ins of one system. The key of the address file has all permissions, and begins its session anew at every start. */
export function openSystemSignIns({ declaration, store, faults, now, token }: SignInRoom): SignInDesk {
  const { name, signIn, refusals } = declaration
  let marked = 0
  const isStruck = (row: SignInRow) => faults.current().token !== undefined && row.n <= marked

  const refuse = (trouble: SignInTrouble, permission?: string): never => {
    throw new Refused(refusals.signIn(trouble, permission))
  }
  const troubleOf = (row: SignInRow): SignInTrouble | undefined => {
    if (isStruck(row)) return faults.current().token
    if (row.revoked) return 'revoked'
    if (row.endsAt !== undefined && row.endsAt <= now()) return 'expired'
    const { lastsMs = Number.POSITIVE_INFINITY, calls = Number.POSITIVE_INFINITY } = signIn.session ?? {}
    return row.madeAt + lastsMs <= now() || row.calls >= calls ? 'session-over' : undefined
  }

  const check = (call: Call): Caller => {
    const credential = signIn.credential(call)
    if (credential === undefined) return refuse('missing')
    const row = store.signIns.find(name, credential)
    if (row === undefined || row.kind === 'refresh') return refuse('unknown')
    const trouble = troubleOf(row)
    if (trouble !== undefined) return refuse(trouble)
    if (signIn.session?.calls !== undefined) store.together(() => store.signIns.countCall(row.n))
    const permissions = row.permissions.filter((one) => !faults.current().withoutPermissions?.includes(one))
    const needed = signIn.permissionFor?.(call)
    if (needed !== undefined && !permissions.includes(needed)) return refuse('permission', needed)
    return { credential, permissions, ...(row.person === undefined ? {} : { person: row.person }) }
  }

  const make = ({ permissions = signIn.permissions, lastsMs, revoked = false, person }: SignInWish): string => {
    const credential = signIn.key?.(randomText()) ?? `practice-${name}-${randomText()}`
    const ends = lastsMs === undefined ? {} : { endsAt: now() + lastsMs }
    const whose = person === undefined ? {} : { person }
    const madeAt = now()
    store.together(() =>
      store.signIns.make(name, { credential, kind: 'key', permissions, madeAt, revoked, ...ends, ...whose }),
    )
    return credential
  }

  const main = store.signIns.find(name, token)
  store.together(() => {
    if (main) return store.signIns.renew(main.n, now())
    store.signIns.make(name, { credential: token, kind: 'key', permissions: signIn.permissions, madeAt: now() })
  })
  return {
    check,
    make,
    isStruck,
    mark: () => {
      marked = store.signIns.last(name)
    },
  }
}
