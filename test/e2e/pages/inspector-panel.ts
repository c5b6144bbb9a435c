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

  /** What the fields of the chosen record read, as they stand in the tab. */
  field(name: string): Locator {
    return this.whole.getByRole('term').filter({ hasText: name })
  }
}
