/** The one window: shows only our own pages, opens no others, and hands https links to the person's browser. */
import { join } from 'node:path'
import { app, BrowserWindow, shell } from 'electron'
import { ORIGIN } from './serve-screen.ts'
import { readWindowState, rememberWindow } from './window-state.ts'

export function openWindow(): void {
  const { bounds, maximized } = readWindowState()
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Sluice',
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
    },
  })
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  rememberWindow(window)
  void window.loadURL(`${ORIGIN}/`)
}

/** Brings the window to the front, as when Sluice is started a second time. */
export function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized()) window.restore()
  if (window) window.focus()
  else openWindow()
}

/** Opens an https page in the person's browser, or one of this computer, where practice systems ask for access; anything else is refused. */
export function openExternal(address: unknown): void {
  if (typeof address !== 'string' || !URL.canParse(address)) return
  const { protocol, hostname } = new URL(address)
  if (protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1')) void shell.openExternal(address)
}

/** No page of ours leads elsewhere: navigation, new windows and embedded views are refused in every window there will be. */
export function confineWindows(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.on('will-navigate', (event) => {
      if (!URL.canParse(event.url) || !event.url.startsWith(`${ORIGIN}/`)) event.preventDefault()
    })
    contents.setWindowOpenHandler(({ url }) => {
      openExternal(url)
      return { action: 'deny' }
    })
  })
}
