/** The rate budgets of this person's accounts, shared by all processes on this computer. */
import { homedir, platform } from 'node:os'
import { join } from 'node:path'
import { type BudgetStore, openBudgetStore } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'

/** Where they are kept: `SLUICE_STATE`, else by the custom of the operating system. */
export function stateFolder(env: NodeJS.ProcessEnv = process.env, os = platform()): string {
  if (env.SLUICE_STATE) return env.SLUICE_STATE
  if (os === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Sluice', 'State')
  if (os === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Sluice', 'State')
  return join(env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'sluice')
}

/** Throws Failures data.not-writable, data.damaged, data.full. */
export const openSharedBudgets = (folder = stateFolder()): BudgetStore => openBudgetStore(folder, systemClock.now())

export type { BudgetStore }
