import type { Ports } from '../ports.ts'
import { Families } from './families.ts'
import { Followers } from './followers.ts'
import { Gatherings } from './gatherings.ts'
import { Inverses } from './inverses.ts'
import type { RunJournal } from './journal.ts'
import type { Plan } from './plan.ts'
import type { Onward } from './world.ts'

/** What everything in one run works with, with nothing under way yet. */
export function openWorld({
  plan,
  journal,
  ports,
}: {
  plan: Plan
  journal: RunJournal
  ports: Pick<Ports, 'clock' | 'hash'>
}): Onward {
  const inverses = new Inverses()
  return {
    plan,
    journal,
    clock: ports.clock,
    hash: ports.hash,
    inverses,
    followers: new Followers(inverses),
    gatherings: new Gatherings(inverses),
    families: new Families(inverses),
    heldBefore: journal.anyHeld(),
    onward: { items: [], made: false },
  }
}
