/** `Menu`, `dialog`, `shell` and `safeStorage`: what the test is told instead of a person. */
import type * as E from 'electron'
import { app } from './app.ts'
import { onAsked, tell } from './control.ts'

type Template = (E.MenuItemConstructorOptions | E.MenuItem)[]

class MenuItem {
  readonly id: string
  readonly submenu: Menu | undefined
  readonly #options: E.MenuItemConstructorOptions

  constructor(options: E.MenuItemConstructorOptions) {
    this.#options = options
    this.id = options.id ?? options.role ?? ''
    this.submenu = Array.isArray(options.submenu) ? Menu.buildFromTemplate(options.submenu) : undefined
  }

  click(): void {
    if (this.#options.role === 'quit') app.quit()
    else this.#options.click?.(this as never, undefined, {} as never)
  }
}

export class Menu {
  static #application: Menu | undefined
  #items: MenuItem[] = []

  static buildFromTemplate(template: Template): Menu {
    const menu = new Menu()
    menu.#items = template.map((options) => new MenuItem(options as E.MenuItemConstructorOptions))
    return menu
  }

  static setApplicationMenu(menu: Menu): void {
    Menu.#application = menu
  }

  static choose(id: string): void {
    Menu.#application?.find(id)?.click()
  }

  find(id: string): MenuItem | undefined {
    for (const item of this.#items) {
      const found = item.id === id ? item : item.submenu?.find(id)
      if (found) return found
    }
    return undefined
  }
}

export const dialog = {
  showErrorBox: (title: string, content: string) => tell({ saw: 'error-box', title, content }),
} satisfies Partial<E.Dialog>

export const shell = {
  openExternal: async (url: string) => tell({ saw: 'external', url }),
} satisfies Partial<E.Shell>

/** A key store that opens what it closed itself, and knows when it was tampered with. */
const MARK = Buffer.from('standin ')
const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a))

export const safeStorage = {
  isEncryptionAvailable: () => process.env.STANDIN_KEY_STORE !== 'none',
  getSelectedStorageBackend: () => 'gnome_libsecret' as const,
  encryptString: (text: string) => turned(Buffer.concat([MARK, Buffer.from(text)])),
  decryptString(sealed: Buffer) {
    const text = turned(sealed)
    if (!text.subarray(0, MARK.length).equals(MARK)) throw new Error('Error while decrypting the ciphertext.')
    return text.subarray(MARK.length).toString()
  },
} satisfies Partial<E.SafeStorage>

onAsked((message) => {
  if (message.do === 'menu') Menu.choose(message.id)
})
