/** Looks for Electron's program, and tries once to fetch it. Never through require('electron'): that would fetch without a limit. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root, runNode } from '../tools.ts'

const FOLDER = join(root, 'node_modules/electron')
/** Remembers that fetching failed, so that the next start does not wait for it again. */
const REFUSAL = join(root, 'node_modules/.cache/sluice/electron-not-fetched')
const FETCH_LIMIT = 60_000
const DAY = 86_400_000

/** The path of Electron's program if it is on this machine. */
export function electronProgram(): string | undefined {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  try {
    const name = readFileSync(join(FOLDER, 'path.txt'), 'utf8').trim()
    const program = join(override ?? join(FOLDER, 'dist'), name)
    return existsSync(program) ? program : undefined
  } catch {
    return undefined
  }
}

/** As `electronProgram`, after trying to fetch it for at most a minute. A failure is not repeated within a day. */
export async function fetchElectron(say: (sentence: string) => void): Promise<string | undefined> {
  const here = electronProgram()
  if (here || !existsSync(join(FOLDER, 'install.js')) || refusedLately()) return here
  say('Fetching Electron for the desktop window: at most a minute, only this once.')
  const { ok, output } = await runNode([join(FOLDER, 'install.js')], { quiet: true, limit: FETCH_LIMIT })
  if (ok) return electronProgram()
  mkdirSync(dirname(REFUSAL), { recursive: true })
  writeFileSync(REFUSAL, output)
  return undefined
}

function refusedLately(): boolean {
  const refusal = statSync(REFUSAL, { throwIfNoEntry: false })
  return refusal !== undefined && Date.now() - refusal.mtimeMs < DAY
}
