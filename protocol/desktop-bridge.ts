/** What the desktop window gives the screen as `window.sluice`; absent in a browser. */

/** A menu item of the desktop window, as the command it stands for. */
export type MenuCommand =
  | 'file.home'
  | 'file.import'
  | 'file.export'
  | 'file.save'
  | 'edit.undo'
  | 'edit.redo'
  | 'edit.palette'
  | 'view.home'
  | 'view.build'
  | 'view.rehearse'
  | 'view.launch'
  | 'view.operate'
  | 'flow.run'
  | 'flow.stop'
  | 'flow.step'
  | 'flow.tidy'
  | 'flow.next-problem'
  | 'help.shortcuts'

export interface DesktopBridge {
  /** As Node names it: linux, darwin, win32. */
  platform: string
  /**
   * Asks for a line to the studio. The window then gets a message `studio-port` from itself with one MessagePort; and a message
   * `studio-lost` when that line is dead and a new studio is starting: ask again.
   */
  requestStudio(): void
  onMenu(callback: (command: MenuCommand) => void): void
  /** Opens an https page in the person's browser. */
  openExternal(address: string): void
}
