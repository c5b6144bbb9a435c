// What every practice system is to those who serve it, look into it and break it, whatever it speaks.
import type { Answerer } from '../http/exchange.ts'
import { listen } from '../http/listen.ts'
import type { Store } from '../store/index.ts'
import type { Documents } from './documents.ts'
import type { SystemFaultDesk } from './fault-desk.ts'
import type { SystemKeys } from './keys.ts'
import type { SignInWish } from './sign-in.ts'
import type { KindDeclaration, SystemDeclaration } from './system.ts'

/** Where a practice system answers and how one signs in there. */
export interface SystemAccess {
  readonly address: string
  /** A sign-in with all permissions; `user:password` where it is asked for by HTTP Basic. */
  readonly token: string
  /** Values that a connection to it must know. */
  readonly values?: Readonly<Record<string, string>>
  readonly oauth?: {
    readonly clientId: string
    readonly clientSecret: string
    readonly authorizeUrl: string
    readonly tokenUrl: string
    readonly revokeUrl?: string
  }
}

/** A system that speaks no HTTP, or speaks it in its own way. */
export interface OtherSystem {
  readonly name: string
  readonly title: string
  readonly kinds: readonly KindDeclaration[]
  /** The form of its key; begins with `practice-` unless that is impossible. */
  key?(random: string): string
  serve(place: OtherPlace): Promise<ServedOther>
}

export type PracticeSystem = SystemDeclaration | OtherSystem

/** What such a system is given. */
export interface OtherPlace {
  /** The practice folder, for files of its own. */
  readonly folder: string
  /** The port that it had last time; 0 before the first. Take it if it is free. */
  readonly port: number
  /** The key that it hands out. */
  readonly token: string
  readonly docs: Documents
  together<T>(work: () => T): T
  /** Nothing may be answered before. */
  settled(): Promise<void>
  readonly faults: SystemFaultDesk
  readonly now: () => number
  /** Ends all artificial waiting. */
  readonly stopping: AbortSignal
}

export interface ServedOther {
  readonly address: string
  readonly port: number
  /** Where it is another one than the key it was given. */
  readonly token?: string
  readonly values?: Readonly<Record<string, string>>
  /** What it holds, where that is not in its documents. */
  inspect?(kind: string, offset: number, limit: number): Shown | Promise<Shown>
  /** Empties what is not in its documents; those are emptied already. Also the place to seed. */
  reset?(): void | Promise<void>
  makeSignIn?(wish: SignInWish): string
  close(): Promise<void>
}

/** One page of what a system holds. */
export interface Shown {
  readonly total: number
  readonly objects: readonly ShownThing[]
  readonly effects: readonly unknown[]
}

export interface ShownThing {
  readonly id: string
  /** What people recognise it by. */
  readonly label: string
  readonly body: unknown
  /** ISO 8601. */
  readonly createdAt: string
  readonly updatedAt: string
}

/** What became of one thing since a moment. */
export interface Change {
  readonly kind: string
  readonly id: string
  readonly label: string
  readonly did: 'created' | 'changed' | 'removed'
  /** ISO 8601. */
  readonly at: string
  readonly body: unknown
}

/** A system that is being served, as the control API sees it. */
export interface RunningSystem {
  readonly name: string
  readonly title: string
  readonly kinds: readonly KindDeclaration[]
  readonly port: number
  readonly access: SystemAccess
  inspect(kind: string, offset: number, limit: number): Shown | Promise<Shown>
  changes(since: number, offset: number, limit: number): readonly Change[]
  faults(): unknown
  /** @throws FaultsRefused */
  setFaults(input: unknown): void
  reset(): void | Promise<void>
  /** Absent: it has one sign-in only. */
  makeSignIn?(wish: SignInWish): string
  /** Absent: it sends no events. */
  readonly webhooks?: Store['webhooks']
  close(): Promise<void>
}

/** What every system is served with. */
export interface Place {
  readonly folder: string
  readonly store: Store
  readonly port: number
  readonly keys: SystemKeys
  /** False: no limits. */
  readonly limited: boolean
  readonly now: () => number
  readonly stopping: AbortSignal
}

/** Serves on that port of 127.0.0.1, or on a free one when somebody else has it. */
export async function listenNear(port: number, answer: Answerer): ReturnType<typeof listen> {
  if (port === 0) return listen(0, answer)
  try {
    return await listen(port, answer)
  } catch {
    return listen(0, answer)
  }
}
