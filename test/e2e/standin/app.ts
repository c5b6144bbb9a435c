/** `app`: its life from start to quit, over one Chromium. */
import { EventEmitter } from 'node:events'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as E from 'electron'
import { type BrowserContext, chromium } from 'playwright-core'
import { onAsked, tell } from './control.ts'

const home = mkdtempSync(join(tmpdir(), 'standin-'))

/** An event whose default can be prevented, as Electron passes to listeners. */
export const cancellable = <T extends object>(more?: T) => ({
  ...(more as T),
  defaultPrevented: false,
  preventDefault() {
    this.defaultPrevented = true
  },
})

type Used =
  | 'isReady'
  | 'whenReady'
  | 'quit'
  | 'exit'
  | 'getPath'
  | 'setPath'
  | 'setName'
  | 'enableSandbox'
  | 'isPackaged'

class App extends EventEmitter implements Pick<E.App, Used> {
  readonly isPackaged = process.env.STANDIN_PACKAGED === '1'
  /** Called by the starter. As in Electron, `ready` comes only after the entry module has been evaluated. */
  moduleEvaluated: () => void = () => {}
  /** Windows are closed by this, in the order in which they were opened; false when one refuses. */
  closeWindows: () => boolean = () => true
  /** Set by the session, which answers the requests of every page. */
  onBrowser: (context: BrowserContext) => Promise<void> = async () => {}
  #paths = new Map<string, string>()
  #context: BrowserContext | undefined
  #ready: Promise<void> | undefined
  #isReady = false
  readonly #evaluated = new Promise<void>((resolve) => {
    this.moduleEvaluated = resolve
  })

  get context(): BrowserContext {
    if (!this.#context) throw new Error('The app is not ready.')
    return this.#context
  }

  isReady(): boolean {
    return this.#isReady
  }

  whenReady(): Promise<void> {
    this.#ready ??= this.#evaluated.then(() => this.#launch())
    return this.#ready
  }

  async #launch(): Promise<void> {
    const port = await freePort()
    this.#context = await chromium.launchPersistentContext(join(home, 'chromium'), {
      ...(process.env.SLUICE_CHROMIUM && { executablePath: process.env.SLUICE_CHROMIUM }),
      viewport: null,
      args: ['--no-sandbox', `--remote-debugging-port=${port}`, '--remote-debugging-address=127.0.0.1'],
    })
    await this.onBrowser(this.#context)
    this.#isReady = true
    tell({ saw: 'ready', endpoint: `http://127.0.0.1:${port}` })
    this.emit('ready', {})
  }

  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() must be called before ready.')
  }

  requestSingleInstanceLock(): boolean {
    return process.env.STANDIN_SECOND !== '1'
  }

  setName(): void {}

  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }

  getPath(name: string): string {
    const path = this.#paths.get(name) ?? join(home, name)
    mkdirSync(path, { recursive: true })
    return path
  }

  quit(): void {
    const before = cancellable()
    this.emit('before-quit', before)
    if (before.defaultPrevented || !this.closeWindows()) return
    const will = cancellable()
    this.emit('will-quit', will)
    if (!will.defaultPrevented) this.exit(0)
  }

  exit(status = 0): void {
    const limit = new Promise((resolve) => setTimeout(resolve, 3000))
    void Promise.race([this.#context?.close(), limit]).finally(() => process.exit(status))
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

export const app = new App()
onAsked((message) => {
  if (message.do === 'quit') app.quit()
  else if (message.do === 'second-instance') app.emit('second-instance', {}, [], '')
})
process.on('disconnect', () => app.exit(0))
