/** `npm start`: Sluice in the best window that this machine has; one sentence says which, why, and how to stop. */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultDataFolder } from '#adapters/system'
import { Failure, sentenceOf } from '#engine'
import { openWebHost, type WebHost } from '#web'
import { ensureBuilt } from '../fresh-build.ts'
import { root } from '../tools.ts'
import { findBrowser } from './find-browser.ts'
import { fetchElectron } from './find-electron.ts'
import { hasDisplay, openAppWindow, openDefaultBrowser, openElectron } from './windows.ts'

const HELP = `Starts Sluice.
  --data DIR   keep everything in this folder
  --port N     use this port (only where Sluice opens in a browser)
  --no-open    open no window; print the link instead
  --no-build   take what was built before, even if it is older than the sources
`
/** With the default browser nobody tells that the last page was closed: end after a while without one. */
const IDLE_LIMIT = 10 * 60_000

const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)

interface Wishes {
  dataFolder: string
  port: number
  open: boolean
  build: boolean
}

function readWishes(): Wishes | undefined {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      data: { type: 'string' },
      port: { type: 'string', default: '0' },
      open: { type: 'boolean', default: true },
      build: { type: 'boolean', default: true },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return undefined
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Failure('usage.invalid', 'permanent', { why: `"${values.port}" is not a port` })
  }
  return { dataFolder: resolve(values.data ?? defaultDataFolder()), port, open: values.open, build: values.build }
}

async function start(wishes: Wishes): Promise<void> {
  if (wishes.build) await ensureBuilt(say)
  const windowed = wishes.open && hasDisplay()
  const electron = windowed && wishes.port === 0 ? await fetchElectron(say) : undefined
  if (electron) {
    say('Sluice opens in its own window; close it to stop.')
    const app = openElectron(electron, [`--data=${wishes.dataFolder}`])
    app.once('exit', (status) => process.exit(status ?? 1))
    return
  }
  const browser = windowed ? findBrowser() : undefined
  const host = await openWebHost({
    dataFolder: wishes.dataFolder,
    screenFolder: join(root, 'out/renderer'),
    studioScript: join(root, 'out/web/studio-child.js'),
    port: wishes.port,
    ...(windowed && !browser && { idleLimit: IDLE_LIMIT }),
    onLinkRefused: () =>
      say(`That start link was used or is too old. A new one, good for a minute: ${host.startLink()}`),
    onStudioLost: () => say('The part of Sluice behind the window stopped and is starting again.'),
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void host.close())
  void host.ended.then(() => process.exit(0))
  const why = wishes.port === 0 ? 'Electron could not be fetched' : 'A port was chosen'
  if (browser) {
    say(`${why}, so Sluice opens in a window of ${browser.name}; close it or press Ctrl+C to stop.`)
    if (await openAppWindow(browser, host.startLink(), wishes.dataFolder)) return void host.close()
    say(`${browser.name} did not open a window.`)
  }
  await openWithoutWindow(host, wishes, windowed, why)
}

async function openWithoutWindow(host: WebHost, wishes: Wishes, windowed: boolean, why: string): Promise<void> {
  if (windowed && (await openDefaultBrowser(host.startLink()))) {
    return say(`${why}, so Sluice opens in your default browser; press Ctrl+C to stop.`)
  }
  const reason = !wishes.open
    ? 'No window was asked for'
    : windowed
      ? 'No browser was found'
      : 'There is no display here'
  say(`${reason}; open this link within a minute, and press Ctrl+C to stop: ${host.startLink()}`)
}

try {
  const wishes = readWishes()
  if (wishes) await start(wishes)
  else process.stdout.write(HELP)
} catch (error) {
  process.stderr.write(
    `${error instanceof Failure ? sentenceOf(error.code, error.values) : error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exit(1)
}
