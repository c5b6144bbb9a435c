import type { Locator, Page } from 'playwright-core'

/** The inspector of the chosen step: its form, and what it did with the chosen record. */
export class InspectorPanel {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get whole(): Locator {
    return this.page.getByRole('region', { name: 'Inspector', exact: true })
  }

  open(tab: 'Set up' | 'Record' | 'If it fails' | 'Notes'): Promise<void> {
    return this.whole.getByRole('tab', { name: tab, exact: true }).click()
  }

  /** A setting in a sentence, by its name and what stands there. */
  setting(name: string, value: string): Locator {
    return this.whole.getByRole('button', { name: `Change ${name}: ${value}`, exact: true })
  }

  async chooseFile(name: string, text: string): Promise<void> {
    const asked = this.page.waitForEvent('filechooser')
    await this.whole.getByRole('button', { name: 'Choose a file' }).click()
    await (await asked).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  }

  async select(setting: string, choice: string): Promise<void> {
    await this.whole.getByRole('combobox', { name: setting, exact: true }).click()
    await this.page.getByRole('option', { name: choice, exact: true }).click()
  }

  async addField(setting: string, field: string): Promise<void> {
    await this.whole.getByRole('combobox', { name: `Add a field: ${setting}` }).click()
    await this.page.getByRole('option', { name: new RegExp(`^${field}`) }).click()
    await this.page.keyboard.press('Escape')
  }

  /** Fills a field of the target from a field of the record. */
  async fill(target: string, field: string): Promise<void> {
    await this.whole.getByRole('combobox', { name: new RegExp(`^${target} comes from`) }).click()
    await this.page.getByRole('option', { name: new RegExp(`^${field}`) }).click()
  }
}
