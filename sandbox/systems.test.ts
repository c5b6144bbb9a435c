// What holds for every practice system, whoever wrote it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServedPractice, servePractice } from './kit/served.ts'
import { SYSTEMS } from './systems.ts'

let served: ServedPractice

beforeAll(async () => {
  served = await servePractice({ systems: SYSTEMS })
})

afterAll(() => served.end())

const declared = SYSTEMS.flatMap((system) => ('serve' in system ? [] : [system]))

test('each has a name of its own, which the control API has not taken', () => {
  const taken = ['hubspot', 'health', 'systems', 'show', 'faults', 'reset', 'stop']
  const names = [...SYSTEMS.map(({ name }) => name), ...taken]
  expect(new Set(names).size).toBe(names.length)
  for (const { name } of SYSTEMS) expect(name).toMatch(/^[a-z][a-z0-9-]*$/)
})

test.each(declared)('$name says what it holds, and begins with what it declares', async ({ name, kinds }) => {
  for (const kind of kinds) {
    const { objects } = (await served.control(`${name}/show/${kind.name}`)) as { objects: { label: string }[] }
    for (const { label } of objects) expect(label, `${name} ${kind.name}`).toBeTypeOf('string')
  }
})

test.each(declared)(
  '$name refuses in its own words who is not signed in, and all while it is out of order',
  async (system) => {
    const { name, refusals } = system
    const { address } = served.practice.systems[name] ?? {}
    const ask = async () => (await fetch(`${address}/practice-nowhere`)).status
    if (system.signIn.permissions.length > 0) expect(await ask()).toBe(refusals.signIn('missing', undefined).status)
    await served.control(`${name}/faults`, { outage: 'refuse' })
    expect(await ask()).toBe(refusals.unavailable().status)
    await served.control(`${name}/faults`, {})
  },
)

test.each(declared)('$name has kept nothing of an earlier day after a reset', async ({ name, kinds }) => {
  const totals = async () => {
    const shown = kinds.map((kind) => served.control(`${name}/show/${kind.name}`))
    return (await Promise.all(shown)).map(({ total, effects }) => [total, effects])
  }
  const first = await totals()
  await served.control(`${name}/reset`, {})
  expect(await totals()).toEqual(first)
  for (const [, effects] of first) expect(effects).toEqual([])
})
