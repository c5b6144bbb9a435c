/** Several records that become one, and one that goes on with what its parts brought back. */
import { beginningText } from './effects.ts'
import type { Gathering } from './gatherings.ts'
import { proceedToo, reload } from './item.ts'
import { addMade } from './make.ts'
import { replay } from './replay.ts'
import type { Tally } from './tally.ts'
import { parseTrace } from './trace.ts'
import type { Onward } from './world.ts'

/** Makes one record of those gathered. */
export function close(world: Onward, gathering: Gathering, complete: boolean, tally: Tally): void {
  const { step, effect, members, family } = gathering
  const items = members.map(({ seq }) => reload(world, world.journal.record(seq)).item)
  const parts = items.map((item, index) => ({ data: item.state.data, wire: members[index]?.wire ?? '' }))
  const { port, data, reason } = effect.rule.combine(parts, complete)
  const [first] = items
  if (!first) return
  const others = items.length > 1 ? ` + ${items.length - 1}` : ''
  addMade(world, tally, {
    label: `${first.row.label}${others}`,
    identity: `${world.hash
      .sha256(
        items
          .map(({ row }) => row.identity)
          .sort()
          .join('\n'),
      )
      .slice(0, 32)}/${step}`,
    data,
    at: beginningText({ step, made: true, port }),
    from: items.map(({ row }) => row),
    family,
    ...(reason ? { unreadable: reason } : {}),
  })
  for (const item of items) proceedToo(world, item, { kind: 'absorbed' }, tally)
}

/** A record whose parts have all ended goes on with what they brought back. */
export function collect(world: Onward, seq: number, tally: Tally): void {
  const { plan, journal } = world
  const { item, effect } = reload(world, journal.record(seq))
  const behaviour = effect && plan.steps[effect.step]?.behaviour
  if (!effect || behaviour?.role !== 'each') return
  const parts = journal.family(seq)
  // What came through left its last step by an exit; what went on as others inside did not.
  const through = parts.filter(({ outcome, trace }) => outcome === 'absorbed' && parseTrace(trace).at(-1)?.port)
  const back = through.map((part) => {
    const decisions = plan.answers ? journal.decisionsOf(part.seq) : []
    return replay(plan, journal.record(part.seq), decisions).state.data
  })
  const lost = parts.filter(({ outcome }) => outcome === 'held' || outcome === 'rejected').length
  const { port, data, reason } = behaviour.collect(item.state.data, back, lost)
  journal.decide(seq, { step: effect.step, port, data, ...(reason ? { reason } : {}) })
  proceedToo(world, item, { kind: 'answered', port, data, ...(reason ? { reason } : {}) }, tally)
}

/** Does what became possible by what just happened: full groups are closed, complete families go on. */
export function settle(world: Onward, tally: Tally): void {
  for (;;) {
    const full = world.gatherings.takeFull()
    if (full) close(world, full, true, tally)
    const family = full ? undefined : world.families.takeDone()
    if (family !== undefined) collect(world, family, tally)
    if (!full && family === undefined) return
  }
}
