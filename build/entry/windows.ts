/** The three ways a window comes to be: Electron, a browser's app window, the default browser. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../tools.ts'
import type { FoundBrowser } from './find-browser.ts'

const asRoot = () => process.platform === 'linux' && process.getuid?.() === 0

/** Whether a window can appear at all: Linux without a display has none. */
export const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** Starts the desktop app; it ends when its last window closes. */
export function openElectron(program: string, args: string[]): ChildProcess {
  return spawn(program, [root, ...(asRoot() ? ['--no-sandbox'] : []), ...args], { stdio: 'inherit' })
}

/**
 * Opens an app window in a profile of its own, beside the data: otherwise the program hands over to a browser that is already
 * running and ends at once. Resolves when the window is closed; false when it did not come up.
 */
export function openAppWindow(browser: FoundBrowser, link: string, dataFolder: string): Promise<boolean> {
  const profile = join(dataFolder, 'window')
  mkdirSync(profile, { recursive: true })
  const args = [`--app=${link}`, `--user-data-dir=${profile}`, '--no-first-run', '--no-default-browser-check']
  const began = Date.now()
  const child = spawn(browser.program, asRoot() ? [...args, '--no-sandbox'] : args, { stdio: 'ignore' })
  return new Promise((resolve) => {
    child.once('error', () => resolve(false))
    child.once('exit', (status) => resolve(status === 0 || Date.now() - began > 5_000))
  })
}

/** Hands the link to the default browser; false when there is none. */
export function openDefaultBrowser(link: string): Promise<boolean> {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', link]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', link]
        : ['xdg-open', link]
  const child = spawn(command ?? '', args, { stdio: 'ignore', detached: true })
  child.unref()
  return new Promise((resolve) => {
    child.once('error', () => resolve(false))
    child.once('exit', (status) => resolve(status === 0))
  })
}
