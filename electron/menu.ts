/** The native menu. Its items only say to the screen what was chosen; the screen decides what that means now. */
import { app, BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '#protocol'
import { CHANNELS } from './studio-messages.ts'

function send(command: MenuCommand): void {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]
  window?.webContents.send(CHANNELS.menu, command)
}

/** The page hears the keys itself (a text field has its own undo), so the menu shows them without taking them. */
const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
  id: command,
  label,
  click: () => send(command),
  registerAccelerator: false,
  ...(accelerator !== undefined && { accelerator }),
})
const separator: MenuItemConstructorOptions = { type: 'separator' }

const template = (): MenuItemConstructorOptions[] => [
  ...(process.platform === 'darwin' ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
  {
    label: 'File',
    submenu: [
      item('Home', 'file.home'),
      separator,
      item('Import flow…', 'file.import', 'CmdOrCtrl+O'),
      item('Export flow…', 'file.export', 'CmdOrCtrl+Shift+E'),
      item('Save now', 'file.save', 'CmdOrCtrl+S'),
      separator,
      process.platform === 'darwin' ? { role: 'close' } : { role: 'quit' },
    ],
  },
  {
    label: 'Edit',
    submenu: [
      item('Undo', 'edit.undo', 'CmdOrCtrl+Z'),
      item('Redo', 'edit.redo', 'CmdOrCtrl+Shift+Z'),
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      separator,
      item('Find anything…', 'edit.palette', 'CmdOrCtrl+K'),
    ],
  },
  {
    label: 'View',
    submenu: [
      item('Home', 'view.home'),
      item('Build', 'view.build'),
      item('Rehearse', 'view.rehearse'),
      item('Launch', 'view.launch'),
      item('Operate', 'view.operate'),
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } satisfies MenuItemConstructorOptions]),
    ],
  },
  {
    label: 'Flow',
    submenu: [
      item('Run', 'flow.run', 'F5'),
      item('Stop', 'flow.stop', 'Shift+F5'),
      item('Next step', 'flow.step', 'F10'),
      separator,
      item('Next problem', 'flow.next-problem', 'F8'),
      item('Tidy', 'flow.tidy', 'Shift+T'),
    ],
  },
  { label: 'Help', role: 'help', submenu: [item('Keyboard shortcuts', 'help.shortcuts'), { role: 'about' }] },
]

export const setMenu = (): void => Menu.setApplicationMenu(Menu.buildFromTemplate(template()))
