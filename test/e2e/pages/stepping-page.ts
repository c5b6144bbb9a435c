import type { Locator, Page } from 'playwright-core'

/** Stepping one record: its way on top, and below it the record before, the step, and the record after. */
export class SteppingPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get whole(): Locator {
    return this.page.getByRole('region', { name: 'Step through one record' })
  }

  pane(name: string): Locator {
    return this.whole.getByRole('region', { name })
  }

  get way(): Locator {
    return this.whole.getByRole('list', { name: 'Its way through the flow' })
  }

  /** Waits until the record stands at this step. */
  async standsAt(title: string, stage: number): Promise<void> {
    await this.whole
      .getByRole('status')
      .filter({ hasText: `${title}. Step ${stage} of ` })
      .waitFor({ state: 'attached' })
    await this.pane(title).waitFor()
  }

  /** The steps that the record has travelled, in order. */
  travelled(): Promise<string[]> {
    return this.way.getByRole('button').allInnerTexts()
  }
}
