/** The rate budgets of this person's accounts, shared by all processes on this computer. */
import { homedir, platform } from 'node:os'
import { join } from 'node:path'
import { type BudgetStore, openBudgetStore } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'
import { type BudgetPort, createMemoryBudgets } from '#engine'

/** Where they are kept: `SLUICE_STATE`, else by the custom of the operating system. */
export function stateFolder(env: NodeJS.ProcessEnv = process.env, os = platform()): string {
  if (env.SLUICE_STATE) return env.SLUICE_STATE
  if (os === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Sluice', 'State')
  if (os === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Sluice', 'State')
  return join(env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'sluice')
}

/**
 * Opened when first needed. Never throws: where the folder cannot be used (a full disk, no permission), the budgets of this process are its own, and
 * `troubled` is told why, once.
 */
export function openSharedBudgets(
  folder = stateFolder(),
  troubled: (error: unknown) => void = () => undefined,
): BudgetStore {
  const own = createMemoryBudgets()
  let store: BudgetStore | undefined
  let opened: BudgetStore | undefined
  let tried = false
  const giveUp = (error: unknown) => {
    store = undefined
    troubled(error)
  }
  const open = () => {
    if (tried) return
    tried = true
    try {
      store = openBudgetStore(folder, systemClock.now())
      opened = store
    } catch (error) {
      giveUp(error)
    }
  }
  const either = <T>(work: (budgets: BudgetPort) => T): T => {
    open()
    if (!store) return work(own)
    try {
      return work(store)
    } catch (error) {
      giveUp(error)
      return work(own)
    }
  }
  return {
    take: (account, limit, now) => either((budgets) => budgets.take(account, limit, now)),
    giveBack: (account, limit, lease) => either((budgets) => budgets.giveBack(account, limit, lease)),
    learn: (account, limit, headers, now) => either((budgets) => budgets.learn(account, limit, headers, now)),
    pause: (account, limit, until) => either((budgets) => budgets.pause(account, limit, until)),
    usage: (account, limit, now) => either((budgets) => budgets.usage(account, limit, now)),
    close: () => opened?.close(),
  }
}
