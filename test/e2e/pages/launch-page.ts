import type { Download, Locator, Page } from 'playwright-core'

/** Launch: the checklist, the two runs, and the ways out of this computer. */
export class LaunchPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  go(): Promise<void> {
    return this.page.getByRole('button', { name: 'Launch', exact: true }).click()
  }

  /** The row of the checklist in this state, such as `Somebody owns it: missing`. */
  row(title: string, state: 'good' | 'missing' | 'stale'): Locator {
    return this.page.getByRole('listitem').filter({ hasText: `${title}: ${state}` })
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  get save(): Locator {
    return this.button('Save as a file')
  }

  get send(): Locator {
    return this.button('Send to production (paused)')
  }

  get server(): Locator {
    return this.page.getByRole('region', { name: 'On the server' })
  }

  async signOwner(owner: string): Promise<void> {
    const row = this.row('Somebody owns it', 'missing')
    await row.getByRole('textbox', { name: 'Owner' }).fill(owner)
    await row.getByRole('button', { name: 'Sign' }).click()
    await this.row('Somebody owns it', 'good').waitFor()
  }

  async signAlert(person: string): Promise<void> {
    const row = this.row('Somebody is told when it goes wrong', 'missing')
    await row.getByRole('textbox', { name: 'Who is told' }).fill(person)
    await row.getByRole('button', { name: 'Sign' }).click()
    await this.row('Somebody is told when it goes wrong', 'good').waitFor()
  }

  /** Proves that a second run changes nothing. */
  async runTwice(): Promise<void> {
    await this.page.getByRole('region', { name: 'Run twice' }).getByRole('button', { name: 'Run it twice' }).click()
    await this.page.getByText('Second run: 0 created, 0 changed').waitFor({ timeout: 90_000 })
  }

  /** Presses a button that hands over a file, and waits for the file. */
  async download(button: Locator): Promise<Download> {
    const [file] = await Promise.all([this.page.waitForEvent('download'), button.click()])
    return file
  }

  async sendTo(address: string, token: string): Promise<void> {
    await this.send.click()
    const dialog = this.page.getByRole('dialog', { name: 'Send to production' })
    await dialog.getByRole('textbox', { name: 'Server address' }).fill(address)
    await dialog.getByLabel('Server token').fill(token)
    await dialog.getByRole('button', { name: 'Send to production (paused)' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  async signInLive(system: string, address: string, token: string): Promise<void> {
    await this.server.getByRole('textbox', { name: `Live address of ${system}` }).fill(address)
    await this.server.getByLabel(`Live token of ${system}`).fill(token)
    await this.server.getByRole('button', { name: 'Sign in', exact: true }).click()
    await this.server.getByText(`Signed in at ${address}`).waitFor()
  }
}
