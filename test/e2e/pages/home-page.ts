import type { Page } from 'playwright-core'

/** Home: the example, a blank flow, a file, and the flows that were open before. */
export class HomePage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get heading() {
    return this.page.getByRole('heading', { name: 'See a safe flow work' })
  }

  get recent() {
    return this.page.getByRole('region', { name: 'Recent flows' })
  }

  /** The flow that Home shows first: a won deal, its invoice and its message. */
  openHero(): Promise<void> {
    return this.page.getByRole('button', { name: 'Open the example' }).click()
  }

  /** The childcare sites: a file of 3,337 rows and five steps. */
  openExample(): Promise<void> {
    const cards = this.page.getByRole('region', { name: 'Start a flow' })
    return cards.getByRole('button', { name: /^Childcare sites → CRM/ }).click()
  }

  openBlank(): Promise<void> {
    return this.page.getByRole('button', { name: 'Blank flow' }).click()
  }

  /** Chooses a file from the person's computer, as the file dialog would give it. */
  async openFile(name: string, text: string): Promise<void> {
    const asked = this.page.waitForEvent('filechooser')
    await this.page.getByRole('button', { name: 'Open file' }).click()
    await (await asked).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  }

  goHome(): Promise<void> {
    return this.page.getByRole('button', { name: 'Home', exact: true }).click()
  }
}
