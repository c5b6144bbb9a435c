/** `BrowserWindow`: a page with a place on an imagined screen. */
import { EventEmitter } from 'node:events'
import type * as E from 'electron'
import { app, cancellable } from './app.ts'
import { tell } from './control.ts'
import { owners } from './session.ts'
import { WebContents } from './web-contents.ts'

const DISPLAY = { x: 0, y: 0, width: 1920, height: 1080 }
export const screen = { getAllDisplays: () => [{ id: 1, bounds: DISPLAY, workArea: DISPLAY }] }

const windows = new Set<BrowserWindow>()

type Used =
  | 'loadURL'
  | 'show'
  | 'close'
  | 'focus'
  | 'maximize'
  | 'restore'
  | 'isMaximized'
  | 'isMinimized'
  | 'getNormalBounds'

export class BrowserWindow extends EventEmitter implements Pick<E.BrowserWindow, Used> {
  static getAllWindows(): BrowserWindow[] {
    return [...windows]
  }

  static getFocusedWindow(): BrowserWindow | null {
    return [...windows].at(-1) ?? null
  }

  readonly webContents: WebContents
  readonly #bounds: E.Rectangle
  #maximized = false

  constructor(options: E.BrowserWindowConstructorOptions = {}) {
    super()
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.#bounds = { x, y, width, height }
    this.webContents = new WebContents(options.webPreferences ?? {})
    windows.add(this)
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
    this.webContents.once('destroyed', () => this.#destroy())
    void this.webContents.ready.then(() => this.webContents.page?.setViewportSize({ width, height }))
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  show(): void {
    tell({ saw: 'show' })
  }

  focus(): void {
    tell({ saw: 'focus' })
  }

  maximize(): void {
    this.#maximized = true
  }

  restore(): void {}

  isMaximized(): boolean {
    return this.#maximized
  }

  isMinimized(): boolean {
    return false
  }

  getNormalBounds(): E.Rectangle {
    return this.#bounds
  }

  close(): void {
    const event = cancellable()
    this.emit('close', event)
    if (!event.defaultPrevented) this.#destroy()
  }

  #destroy(): void {
    if (!windows.delete(this)) return
    const { page } = this.webContents
    if (page) owners.delete(page)
    void page?.close().catch(() => {})
    this.emit('closed')
    if (windows.size === 0) app.emit('window-all-closed')
  }
}

app.closeWindows = () => {
  for (const window of [...windows]) {
    window.close()
    if (windows.has(window)) return false
  }
  return true
}
