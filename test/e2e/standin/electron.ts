/** Stand-in for the slice of Electron that electron/ uses, on a real Chromium. It proves what is listed in hosts.test.ts, no more. */
export { app } from './app.ts'
export { BrowserWindow, screen } from './browser-window.ts'
export { protocol, session } from './session.ts'
export { dialog, Menu, safeStorage, shell } from './shell.ts'
export { MessageChannelMain, utilityProcess } from './utility-process.ts'
export { ipcMain } from './web-contents.ts'
