import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Milliseconds that a run of the whole example may take on a slow machine. */
const RUN = 90_000

/** The words of the result strip and what they count. */
export const SUMMANDS = {
  created: / created$/,
  updated: / updated$/,
  unchanged: / left alone$/,
  duplicate: / duplicates? stopped$/,
  rejected: / rejected$/,
  held: / held/,
} as const

export type Sum = Record<keyof typeof SUMMANDS | 'received', number>

const numberIn = (text: string) => Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''))

/** Build: the canvas with its cards and wires, the result strip, undo, and the note about saving. */
export class BuildPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get canvas(): Locator {
    return this.page.getByRole('application', { name: 'Canvas' }).first()
  }

  /** The card with this title; all cards in drawing order without one. */
  card(title?: string): Locator {
    return this.canvas.getByRole('group', { name: title === undefined ? /, step \d/ : new RegExp(`^${title}, step `) })
  }

  wire(from: string, to: string): Locator {
    return this.canvas.getByRole('button', { name: new RegExp(`^Wire from ${from} to ${to},`) })
  }

  get wires(): Locator {
    return this.canvas.getByRole('button', { name: /^Wire from / })
  }

  get inspector(): Locator {
    return this.page.getByRole('region', { name: /^Inspector/ })
  }

  get strip(): Locator {
    return this.page.getByRole('region', { name: 'Result of the run' })
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('banner').getByRole('button', { name, exact: true })
  }

  run(): Promise<void> {
    return this.button(/^Run( again)?$/).click()
  }

  /** The numbers of the strip, once a run has ended with every record accounted for. */
  async sum(): Promise<Sum> {
    await this.strip.getByText('Run finished.', { exact: false }).waitFor({ state: 'attached', timeout: RUN })
    const count = async (name: RegExp) => numberIn(await this.strip.getByRole('button', { name }).innerText())
    const sum = { received: await count(/ in$/) } as Sum
    for (const [outcome, name] of Object.entries(SUMMANDS)) sum[outcome as keyof Sum] = await count(name)
    return sum
  }

  /** Runs, and waits until the strip tells the end of this run. */
  async runToEnd(): Promise<Sum> {
    await this.run()
    await this.button('Stop').waitFor()
    await this.button('Run again').waitFor({ timeout: RUN })
    return this.sum()
  }

  async saved(): Promise<void> {
    await this.page.getByText(/^Saved on this computer/).waitFor()
  }

  /** What the drawing shows: names, summaries and ways of the cards, and where they stand. */
  async drawing(): Promise<{ name: string; x: number; y: number }[]> {
    const cards = await this.card().all()
    return Promise.all(
      cards.map(async (card) => {
        const at = await card.evaluate((element) => {
          const pane = element.closest('[role="application"]')?.getBoundingClientRect()
          const box = element.getBoundingClientRect()
          return { x: box.x - (pane?.x ?? 0), y: box.y - (pane?.y ?? 0) }
        })
        return { name: (await card.getAttribute('aria-label')) ?? '', ...at }
      }),
    )
  }

  async expectCards(count: number): Promise<void> {
    await expect.poll(() => this.card().count()).toBe(count)
  }
}
