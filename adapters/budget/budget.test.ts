import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RateLimit } from '#engine'
import { openSharedBudgets, stateFolder } from './index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-budget-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const limit: RateLimit = { calls: 100, per: 5000 }
test('slots of a killed process are free again when their window has passed', () => {
  const killed = openSharedBudgets(folder)
  const now = 1_000_000
  let taken = 0
  for (;;) {
    const lease = killed.take('a', limit, now)
    if ('wait' in lease) break
    taken += lease.count
  }
  killed.close()
  const other = openSharedBudgets(folder)
  expect(taken).toBe(90)
  expect(other.take('a', limit, now + 4000)).toHaveProperty('wait')
  expect(other.take('a', limit, now + 5400)).toHaveProperty('count')
  other.close()
})

test('what one process learns, all keep to', () => {
  const one = openSharedBudgets(folder)
  const two = openSharedBudgets(folder)
  const learned: RateLimit = { ...limit, headers: { limit: 'x-max', remaining: 'x-left' } }
  one.learn('a', learned, { 'x-max': '20', 'x-left': '0' }, 1_000_000)
  expect(two.take('a', learned, 1_000_000)).toHaveProperty('wait')
  one.pause('b', learned, 1_030_000)
  expect(two.take('b', learned, 1_000_000)).toEqual({ wait: 30_000 })
  expect(two.usage('a', learned, 1_000_000)).toMatchObject({ used: [20], limits: [20] })
  const lease = two.take('c', learned, 1_000_000)
  if ('wait' in lease) throw new Error('no slot')
  two.giveBack('c', learned, lease)
  expect(one.usage('c', learned, 1_000_000).used).toEqual([0])
  one.close()
  two.close()
})

test('where the folder cannot be used, a process keeps budgets of its own and says why once', () => {
  const troubles: unknown[] = []
  const file = join(folder, 'in-the-way')
  writeFileSync(file, '')
  const budgets = openSharedBudgets(file, (error) => troubles.push(error))
  for (let n = 0; n < 90; n++) expect(budgets.take('a', limit, 1_000_000)).toHaveProperty('count')
  expect(budgets.take('a', limit, 1_000_000)).toHaveProperty('wait')
  expect(troubles).toHaveLength(1)
  budgets.close()
})

test('the folder follows SLUICE_STATE, else the custom of the system', () => {
  expect(stateFolder({ SLUICE_STATE: '/x' }, 'linux')).toBe('/x')
  expect(stateFolder({ XDG_STATE_HOME: '/s' }, 'linux')).toBe(join('/s', 'sluice'))
  expect(stateFolder({ LOCALAPPDATA: 'C:\\L' }, 'win32')).toContain('Sluice')
  expect(stateFolder({}, 'darwin')).toContain('Library')
})
