/** One rate budget for an account, whichever process calls it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startOrders } from '#sandbox'
import { freshFolder } from './practice.ts'

const child = join(import.meta.dirname, '../fixtures/caller-child.ts')

const run = (folder: string, ...args: string[]): ChildProcess =>
  spawn(process.execPath, [child, folder, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })

async function saidBy(process: ChildProcess): Promise<{ made: number; refused: number }> {
  let text = ''
  process.stdout?.on('data', (part: Buffer) => {
    text += part.toString('utf8')
  })
  await once(process, 'close')
  return JSON.parse(text)
}

test('two processes share one account: none is ever refused, and four fifths of the allowance are used', async () => {
  const folder = freshFolder()
  const orders = await startOrders({ limits: [{ calls: 100, per: 5000 }] })
  try {
    const said = await Promise.all([1, 2].map(() => saidBy(run(folder, orders.address, orders.token, '7500'))))
    const made = said.reduce((sum, one) => sum + one.made, 0)
    expect(orders.calls().refused).toBe(0)
    expect(made).toBe(orders.calls().answered)
    // Windows that begin 0 and 5 seconds after the first call fit into the time.
    expect(made).toBeGreaterThanOrEqual(0.8 * 200)
    for (const one of said) expect(one.made).toBeGreaterThan(0)
  } finally {
    await orders.close()
  }
})

test('the file holds no sign-in', async () => {
  const folder = freshFolder()
  const orders = await startOrders({ token: 'practice-orders-secret' })
  const said = await saidBy(run(folder, orders.address, 'practice-orders-secret', '500'))
  await orders.close()
  expect(said.made).toBeGreaterThan(0)
  for (const name of ['budgets.db', 'budgets.db-wal']) {
    let text = ''
    try {
      text = readFileSync(join(folder, name), 'latin1')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
    expect(text).not.toContain('practice-orders-secret')
  }
})
