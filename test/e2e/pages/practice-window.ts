import type { Locator, Page } from 'playwright-core'

/** The window into the practice systems, as it opens from the environment badge. */
export class PracticeWindow {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get window(): Locator {
    return this.page.getByRole('dialog', { name: 'What is in practice' })
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Practice: What is in practice' }).click()
    await this.window.getByRole('tab', { name: 'What it holds' }).waitFor()
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape')
    await this.window.waitFor({ state: 'detached' })
  }

  /** The names of the systems, in their order. */
  async systems(): Promise<string[]> {
    const rows = this.window.getByRole('navigation', { name: 'Practice systems' }).getByRole('button')
    return (await rows.allInnerTexts()).map((text) => text.split('\n')[0]?.trim() ?? '')
  }

  tab(name: string | RegExp): Locator {
    return this.window.getByRole('tab', { name })
  }

  async chooseKind(name: RegExp): Promise<void> {
    await this.window.getByRole('combobox', { name: 'Kind' }).click()
    await this.page.getByRole('option', { name }).click()
  }

  /** The row of a thing, by its key or name. */
  thing(name: string): Locator {
    return this.window.getByRole('row').filter({ hasText: name }).getByRole('button')
  }

  get fields(): Locator {
    return this.window.getByRole('region', { name: 'Fields of what is chosen' })
  }

  /** How many things the list that is shown has. */
  async rows(): Promise<number> {
    return Number(await this.window.getByRole('table').getAttribute('aria-rowcount')) - 1
  }

  /** Gives a field of what the system holds another name. */
  async rename(field: string): Promise<void> {
    await this.tab(/^Broken on purpose/).click()
    const fault = this.window.getByRole('listitem').filter({ hasText: 'A field was renamed' })
    await fault.getByRole('combobox', { name: 'Field' }).click()
    await this.page.getByRole('option', { name: field, exact: true }).click()
    await this.fault('A field was renamed').click()
    await this.fault('A field was renamed').and(this.page.locator('[data-checked]')).waitFor()
  }

  fault(name: string): Locator {
    return this.window.getByRole('switch', { name: new RegExp(`^${name}`) })
  }
}
