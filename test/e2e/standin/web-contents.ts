/** `webContents` and `ipcMain`: a page of Chromium with the preload in a world of its own, and messages in both directions. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type * as E from 'electron'
import type { CDPSession, Page } from 'playwright-core'
import { app } from './app.ts'
import { type PortMessage, PortPipe } from './ports.ts'
import { opening, owners, type PageOwner, session, toApp, toReal } from './session.ts'
import { createWire } from './wire.ts'
import { pageWorld, preloadWorld } from './worlds.ts'

const WORLD = 'ElectronPreload'
const wire = createWire()

export const ipcMain = new EventEmitter()

type FromPage = PortMessage | { t: 'send'; channel: string; args: unknown[] }
type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' }

export class WebContents extends EventEmitter implements PageOwner {
  expected: string | undefined
  readonly opens: string[] = []
  readonly ready: Promise<void>
  page: Page | undefined
  #cdp: CDPSession | undefined
  #world: number | undefined
  #waiting: string[] = []
  #openHandler: OpenHandler = () => ({ action: 'allow' })
  readonly #pipe = new PortPipe((message) => this.#push(message))

  constructor(preferences: E.WebPreferences) {
    super()
    const { contextIsolation, sandbox, nodeIntegration, webviewTag, webSecurity } = preferences
    if (contextIsolation === false || sandbox === false || webSecurity === false || nodeIntegration || webviewTag) {
      throw new Error('unsafe webPreferences')
    }
    this.ready = this.#open(preferences.preload)
  }

  async #open(preload: string | undefined): Promise<void> {
    const { context } = app
    const blank = context.pages().find((page) => !owners.has(page) && page.url() === 'about:blank')
    opening.now = true
    const page = blank ?? (await context.newPage())
    opening.now = false
    this.page = page
    owners.set(page, this)
    page.on('close', () => {
      this.#pipe.closeAll()
      this.emit('destroyed')
    })
    const cdp = await context.newCDPSession(page)
    this.#cdp = cdp
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name !== WORLD || !context.auxData?.frameId) return
      this.#world = context.id
      for (const text of this.#waiting.splice(0)) this.#deliver(text)
    })
    cdp.on('Runtime.executionContextsCleared', () => {
      this.#world = undefined
      this.#pipe.closeAll()
    })
    cdp.on('Runtime.bindingCalled', ({ payload }) => this.#receive(wire.unpack(payload) as FromPage))
    cdp.on('Page.windowOpen', ({ url }) => this.opens.push(this.#openHandler({ url: toApp(url) }).action))
    await cdp.send('Runtime.enable')
    await cdp.send('Page.enable')
    await cdp.send('Runtime.addBinding', { name: 'standinSend', executionContextName: WORLD })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${pageWorld})()` })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: preloadSource(preload), worldName: WORLD })
    await this.#setPermissions(cdp)
    app.emit('web-contents-created', {}, this)
  }

  async #setPermissions(cdp: CDPSession): Promise<void> {
    for (const name of ['geolocation', 'notifications', 'clipboard-read', 'midi']) {
      const granted = session.defaultSession.checkPermission?.(this, name) ?? true
      const setting = granted ? 'granted' : 'denied'
      await cdp.send('Browser.setPermission', { permission: { name }, setting }).catch(() => {})
    }
  }

  #deliver(text: string): void {
    const expression = `standinReceive(${JSON.stringify(text)})`
    if (this.#world === undefined) this.#waiting.push(text)
    else void this.#cdp?.send('Runtime.evaluate', { expression, contextId: this.#world }).catch(() => {})
  }

  #push(message: object): void {
    this.#deliver(wire.pack(message))
  }

  #receive(message: FromPage): void {
    if (message.t !== 'send') this.#pipe.receive(message)
    else ipcMain.emit(message.channel, { sender: this, senderFrame: this.mainFrame, ports: [] }, ...message.args)
  }

  get mainFrame() {
    const url = toApp(this.page?.url() ?? '')
    return {
      url,
      origin: /^[a-z]+:\/\/[^/]*/.exec(url)?.[0] ?? 'null',
      parent: null,
      postMessage: (channel: string, message: unknown, transfer?: readonly unknown[]) =>
        this.#push({ t: 'event', channel, args: [message], ports: this.#pipe.move(transfer) }),
    }
  }

  send(channel: string, ...args: unknown[]): void {
    this.#push({ t: 'event', channel, args, ports: [] })
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  async loadURL(url: string): Promise<void> {
    await this.ready
    this.expected = toReal(url)
    await this.page?.goto(this.expected)
    this.emit('did-finish-load')
  }
}

/** The preload as a sandboxed one runs: CommonJS, with "electron" as the only module, before the scripts of the page. */
function preloadSource(preload: string | undefined): string {
  const code = preload === undefined ? '' : readFileSync(preload, 'utf8')
  const facts = JSON.stringify({ platform: process.platform, type: 'renderer', sandboxed: true, contextIsolated: true })
  return `if (window.top === window) {
    const electron = (${preloadWorld})((${createWire})(), (text) => standinSend(text));
    const require = (name) => { if (name === 'electron') return electron; throw new Error('module not found: ' + name) };
    const module = { exports: {} };
    (function (require, module, exports, process) { ${code}\n})(require, module, module.exports, ${facts})
  }`
}
