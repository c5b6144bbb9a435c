/** The desktop app: one window, one studio process beside it, and a line between the two. No product logic. */
import { join } from 'node:path'
import { app, BrowserWindow, dialog, type IpcMainEvent, ipcMain, protocol } from 'electron'
import { wordsOf } from '#engine'
import { setMenu } from './menu.ts'
import { limitPermissions } from './permissions.ts'
import { ORIGIN, serveScreen } from './serve-screen.ts'
import { type StudioLink, startStudio } from './studio-link.ts'
import { CHANNELS } from './studio-messages.ts'
import { confineWindows, focusWindow, openExternal, openWindow } from './window.ts'

const dataFolder = process.argv.find((text) => text.startsWith('--data='))?.slice('--data='.length)

app.enableSandbox()
app.setName('Sluice')
// The browser's own files stand apart from the flows; one folder, one running Sluice.
app.setPath('userData', join(dataFolder ?? join(app.getPath('appData'), 'Sluice'), 'window'))
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])

/** Only the top page of our own origin may ask main for anything. */
const isOurs = ({ senderFrame }: IpcMainEvent) =>
  senderFrame !== null && senderFrame.parent === null && senderFrame.origin === ORIGIN

function begin(): void {
  protocol.handle('app', serveScreen)
  limitPermissions()
  confineWindows()
  setMenu()
  const studio = startStudio({
    args: dataFolder === undefined ? [] : [dataFolder],
    windows: () => BrowserWindow.getAllWindows(),
    onFailed(reason) {
      const { what, effect, next } = wordsOf(reason.code, reason.values)
      dialog.showErrorBox(what, [effect, next].filter((part) => part !== '').join('\n'))
      app.exit(1)
    },
  })
  ipcMain.on(CHANNELS.requestStudio, (event) => {
    if (isOurs(event) && event.senderFrame) void studio.lead(event.senderFrame)
  })
  ipcMain.on(CHANNELS.openExternal, (event, address: unknown) => {
    if (isOurs(event)) openExternal(address)
  })
  openWindow()
  app.on('second-instance', focusWindow)
  app.on('activate', focusWindow)
  endTogether(studio)
}

/** The app ends only after the studio has put everything away. */
function endTogether(studio: StudioLink): void {
  let ended = false
  app.on('window-all-closed', () => process.platform !== 'darwin' && app.quit())
  app.on('will-quit', (event) => {
    if (ended) return
    event.preventDefault()
    void studio.close().then(() => {
      ended = true
      app.quit()
    })
  })
}

// Not a top-level await: Electron emits `ready` only after this module has been evaluated.
if (app.requestSingleInstanceLock()) void app.whenReady().then(begin)
else app.quit()
