/** The only bridge between page and desktop: a few named functions, no channel that the page could choose. */
import { contextBridge, ipcRenderer } from 'electron'
import type { DesktopBridge } from '#protocol'
import { CHANNELS } from './studio-messages.ts'

const bridge: DesktopBridge = {
  platform: process.platform,
  requestStudio: () => ipcRenderer.send(CHANNELS.requestStudio),
  onMenu: (callback) => void ipcRenderer.on(CHANNELS.menu, (_event, command) => callback(command)),
  openExternal: (address) => ipcRenderer.send(CHANNELS.openExternal, address),
}

// A port cannot pass through the bridge itself; the window hands it on as a message to itself.
ipcRenderer.on(CHANNELS.studioPort, (event) => window.postMessage('studio-port', location.origin, event.ports))
ipcRenderer.on(CHANNELS.studioLost, () => window.postMessage('studio-lost', location.origin))
contextBridge.exposeInMainWorld('sluice', bridge)
