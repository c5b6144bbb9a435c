/**
 * Starts the built main process and hands over its window: on a real Electron where its program is installed, else on the stand-in
 * over Chromium. What only a real Electron can prove (native menus, key store, sandbox) is not claimed by these tests.
 */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { _electron, chromium, type Page } from 'playwright-core'
import { electronProgram } from '../../build/entry/find-electron.ts'
import { root } from '../../build/tools.ts'
import type { OpenedApp, OpenOptions } from './browser.ts'
import { chromiumPath } from './chromium.ts'
import type { FromStandin, ToStandin } from './standin/control.ts'

const LIMIT = 30_000

export interface OpenedDesktop extends OpenedApp {
  /** Present on the stand-in only. */
  standin?: {
    send(message: ToStandin): void
    /** The next thing of this kind that was seen, or was seen before and not asked for yet. */
    saw<K extends FromStandin['saw']>(kind: K): Promise<Extract<FromStandin, { saw: K }>>
    exited: Promise<number | null>
  }
}

export interface DesktopOptions extends OpenOptions {
  /** The main script, where it is not the one in out/. */
  main?: string
}

export function openDesktop(options: DesktopOptions): Promise<OpenedDesktop> {
  const program = options.main === undefined ? electronProgram() : undefined
  process.stdout.write(
    `Desktop tests run on ${program ? 'Electron' : 'the stand-in, for want of an Electron program'}.\n`,
  )
  return program ? openElectron(program, options) : openStandin(options)
}

async function openElectron(program: string, { dataFolder, size }: DesktopOptions): Promise<OpenedDesktop> {
  const args = [root, `--data=${dataFolder}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  const app = await _electron.launch({ executablePath: program, args })
  const page = await app.firstWindow()
  if (size) await page.setViewportSize(size)
  const metrics = () => app.evaluate(({ app }) => app.getAppMetrics().find((one) => one.name === 'Sluice studio')?.pid)
  let pid = (await metrics()) ?? 0
  page.on('framenavigated', () => void metrics().then((now) => (pid = now ?? pid)))
  return { page, studioPid: () => pid, close: () => app.close() }
}

async function openStandin({ dataFolder, size, main }: DesktopOptions): Promise<OpenedDesktop> {
  const here = (name: string) => join(import.meta.dirname, 'standin', name)
  const child = fork(here('start.ts'), [main ?? join(root, 'out/electron/main.js'), `--data=${dataFolder}`], {
    execArgv: ['--import', new URL('./standin/register.ts', import.meta.url).href],
    env: { ...process.env, SLUICE_CHROMIUM: await chromiumPath() },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      log += String(text)
    })
  }
  const seen = collect(child, () => log)
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let pid = 0
  child.on('message', (message: FromStandin) => {
    if (message.saw === 'utility') pid = message.pid
  })
  const early = exited.then((status) => {
    throw new Error(`The main process ended with ${status}: ${log}`)
  })
  const { endpoint } = await Promise.race([seen('ready'), early])
  await Promise.race([seen('show'), early])
  early.catch(() => {}) // From here on the end is expected.
  const browser = await chromium.connectOverCDP(endpoint)
  const page = browser
    .contexts()[0]
    ?.pages()
    .find((one) => one.url().includes('.standin')) as Page
  if (size) await page.setViewportSize(size)
  const send = (message: ToStandin) => void child.send(message)
  return {
    page,
    studioPid: () => pid,
    standin: { send, saw: seen, exited },
    async close() {
      if (child.connected) send({ do: 'quit' })
      await exited
    },
  }
}

/** Keeps what the stand-in reports until a test asks for it. */
function collect(child: ReturnType<typeof fork>, log: () => string) {
  const seen: FromStandin[] = []
  const waiting = new Set<() => void>()
  child.on('message', (message: FromStandin) => {
    seen.push(message)
    for (const look of waiting) look()
  })
  return <K extends FromStandin['saw']>(kind: K): Promise<Extract<FromStandin, { saw: K }>> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const at = seen.findIndex((one) => one.saw === kind)
        if (at < 0) return
        waiting.delete(look)
        clearTimeout(limit)
        resolve(seen.splice(at, 1)[0] as Extract<FromStandin, { saw: K }>)
      }
      const limit = setTimeout(() => {
        waiting.delete(look)
        reject(new Error(`The stand-in did not report "${kind}": ${log()}`))
      }, LIMIT)
      waiting.add(look)
      look()
    })
}
