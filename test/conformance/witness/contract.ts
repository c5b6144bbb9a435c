/** What a vendor's own client must see in the practice system of a connector before its declaration counts as proved. */
import type { Practice, Shown, SignInWish, SystemAccess, SystemFaults } from '#sandbox'

/** The practice system, as its client and as somebody who may break it. It is empty but for its first data, and healthy. */
export interface WitnessPlace {
  readonly system: SystemAccess
  readonly control: PracticeControl
}

export interface PracticeControl {
  faults(faults: SystemFaults): Promise<void>
  /** What it holds of a kind, and what writes brought about. */
  show(kind: string): Promise<Shown & { readonly effects: readonly WitnessedEffect[] }>
  /** A sign-in of its own: with these permissions, of a person, over already (`lastsMs: 0`) or revoked. Not all systems can. */
  newSignIn(wish: SignInWish): Promise<string>
}

export interface WitnessedEffect {
  readonly key: string
  readonly effects: number
  readonly writes: number
}

/** Each check asserts by itself, through a client that others wrote. */
export interface Witness {
  /** The connector's id. */
  readonly connector: string
  /** The client and its version, as the connector's `proof` names it. */
  readonly by: string
  /** A sign-in is accepted and says who it is; one that nobody knows is refused. */
  signIn(place: WitnessPlace): Promise<void>
  /** Something is made, and stands there. */
  create(place: WitnessPlace): Promise<void>
  /** It is found by its match key, and something else is not. */
  find(place: WitnessPlace): Promise<void>
  /** The same write again, in the way that the connector repeats it, has one effect. */
  repeat(place: WitnessPlace): Promise<void>
  /** Too many calls are told apart from other refusals, with the time to wait. */
  limited(place: WitnessPlace): Promise<void>
  /** A sign-in that ended is told apart from other refusals. */
  expired(place: WitnessPlace): Promise<void>
}

export const CHECKS = ['signIn', 'create', 'find', 'repeat', 'limited', 'expired'] as const

/** Asks the control API about one system. */
export function controlOf({ control }: Practice, system: string): PracticeControl & { reset(): Promise<void> } {
  const ask = async <T>(path: string, body?: unknown): Promise<T> => {
    const headers = { authorization: `Bearer ${control.token}` }
    const request = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
    const answer = await fetch(`${control.address}/__practice/${system}/${path}`, request)
    if (!answer.ok) throw new Error(`The practice ${system} refused ${path}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
  return {
    faults: (faults) => ask('faults', faults),
    show: (kind) => ask(`show/${kind}?limit=1000`),
    newSignIn: async (wish) => (await ask<{ token: string }>('sign-ins', wish)).token,
    reset: () => ask('reset', {}),
  }
}
