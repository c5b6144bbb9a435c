/** Three thousand records, a hundred calls in flight, and the process is killed ten times at moments that nobody chose. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { chanceFrom } from '../fixtures/chaos-chance.ts'
import type { CrashEnd } from '../fixtures/crash-child.ts'
import { IN_FLIGHT } from '../fixtures/crash-load.ts'
import { endOf, openRig, type Rig, targetOf, untilEnded } from '../fixtures/crash-parent.ts'

const COUNT = 3000
const KILLS = 10

async function rigUnderLoad(): Promise<Rig> {
  const rig = await openRig()
  onTestFinished(() => rig.close())
  rig.orders.faults({ latency: { beforeMs: 20, afterMs: 20 } })
  return rig
}

async function undisturbed(): Promise<{ end: CrashEnd; target: unknown }> {
  const rig = await rigUnderLoad()
  const end = (await endOf(rig.start({ load: COUNT }))) as CrashEnd
  expect(rig.orders.mostConnections()).toBeGreaterThan(IN_FLIGHT * 0.9)
  return { end, target: targetOf(rig) }
}

test('ten kills under load end like none', { timeout: 300_000 }, async () => {
  const expected = await undisturbed()
  expect(expected.end.view.outcomes).toMatchObject({ created: 2700, duplicate: 300, held: 0, waiting: 0 })
  const rig = await rigUnderLoad()
  const chance = chanceFrom(20260105)
  for (let kills = 0; kills < KILLS; kills++) {
    const child = rig.start({ load: COUNT })
    const until = 20 + Math.floor(chance() * 300)
    const late = chance() * 20
    let writes = 0
    rig.onWrite = () => {
      writes++
      if (writes === until) void pause(late).then(() => child.kill('SIGKILL'))
    }
    expect(await endOf(child)).toBe('killed')
  }
  rig.onWrite = undefined
  const end = await untilEnded(rig, { load: COUNT })
  expect(end.view).toMatchObject({ state: 'finished', resumed: KILLS, received: COUNT })
  expect(end.view.outcomes).toEqual(expected.end.view.outcomes)
  expect(end.view.steps).toEqual(expected.end.view.steps)
  expect(end.unaccounted).toBe(0)
  expect(targetOf(rig)).toEqual(expected.target)
})
