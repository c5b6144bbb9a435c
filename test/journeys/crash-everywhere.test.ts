/**
 * A process is killed at each of its transactions in turn: right before the commit, right after it, and between a write and its
 * answer. Started again, it ends as one that nobody disturbed. `SLUICE_ALL=1` tries every place, otherwise every few.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CrashEnd, CrashTask } from '../fixtures/crash-child.ts'
import { endOf, openRig, type Rig, targetOf, untilEnded } from '../fixtures/crash-parent.ts'

const EVERY = process.env.SLUICE_ALL === '1' ? 1 : 5
const AT_ONCE = 2
const LONG = { timeout: 900_000 }

let undisturbed: { end: CrashEnd; target: unknown; writes: number }
beforeAll(async () => {
  const rig = await openRig()
  let writes = 0
  rig.onWrite = () => writes++
  const end = (await endOf(rig.start())) as CrashEnd
  undisturbed = { end, target: targetOf(rig), writes }
  await rig.close()
})
const open: Rig[] = []
afterAll(() => Promise.all(open.map((rig) => rig.close())))

const outcomeOf = ({ view, unaccounted }: CrashEnd) => {
  const { state, received, made, newlyHeld, outcomes, steps } = view
  return { state, received, made, newlyHeld, outcomes, steps, unaccounted }
}

/** Every few places, each time others than with the places of the other test. */
const places = (count: number, from: number): number[] =>
  Array.from({ length: count }, (_, index) => index + 1).filter((place) => (place - 1) % EVERY === from % EVERY)

async function ended(rig: Rig, place: string): Promise<void> {
  const end = await untilEnded(rig)
  expect({ place, ...outcomeOf(end) }).toEqual({ place, ...outcomeOf(undisturbed.end) })
  expect({ place, target: targetOf(rig) }).toEqual({ place, target: undisturbed.target })
}

/** Some rigs at once: the machine has more than one processor, and mostly waits for its disk. */
async function atEach(places: readonly number[], work: (rig: Rig, place: number) => Promise<void>): Promise<void> {
  const left = [...places]
  const one = async () => {
    for (let place = left.shift(); place !== undefined; place = left.shift()) {
      const rig = await openRig()
      open.push(rig)
      await work(rig, place)
      await rig.close()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
}

test('undisturbed, everything is written once and everything is accounted for', () => {
  const { end, target } = undisturbed
  expect(outcomeOf(end)).toMatchObject({ state: 'finished', received: 12, newlyHeld: 2, unaccounted: 0 })
  expect(end.view.outcomes).toMatchObject({ created: 15, duplicate: 1, held: 2, waiting: 0 })
  const things = Object.values(target as Record<string, Record<string, { effects: number }>>).flatMap(Object.values)
  expect(things).toHaveLength(29)
  expect(things.every(({ effects }) => effects === 1)).toBe(true)
})

test.each(['before', 'after'] as const)('killed right %s each commit', LONG, async (when) => {
  // Without company it takes about as many transactions each time; what is not reached is not disturbed.
  const killed: number[] = []
  await atEach(places(undisturbed.end.transitions, when === 'before' ? 0 : 2), async (rig, at) => {
    const kill: CrashTask['kill'] = { at, when }
    if ((await endOf(rig.start({ kill }))) === 'killed') killed.push(at)
    await ended(rig, `${when} commit ${at}`)
  })
  expect(killed.length).toBeGreaterThan(undisturbed.end.transitions / EVERY / 2)
})

test('killed between each write and its answer', LONG, async () => {
  await atEach(places(undisturbed.writes, 1), async (rig, place) => {
    const child = rig.start()
    let writes = 0
    rig.onWrite = () => {
      writes++
      if (writes === place) child.kill('SIGKILL')
    }
    expect(await endOf(child)).toBe('killed')
    await ended(rig, `write ${place}`)
  })
})

test('a process that never gets further than some commits gets everything done all the same', LONG, async () => {
  const rig = await openRig()
  open.push(rig)
  let starts = 0
  const kill: CrashTask['kill'] = { at: 7, when: 'after' }
  while ((await endOf(rig.start({ kill }))) === 'killed') {
    starts++
    expect(starts).toBeLessThan(60)
  }
  expect(starts).toBeGreaterThan(2)
  await ended(rig, 'again and again')
})
