import type { Locator, Page } from 'playwright-core'

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

  /** Waits until this many versions are kept on this computer, and no more are on their way. */
  async savedAs(version: number): Promise<void> {
    await this.page.getByRole('banner').getByText(`version ${version}`, { exact: true }).waitFor()
    await this.page.getByText(/^Saved on this computer/).waitFor()
  }

  async undo(): Promise<void> {
    await this.button(/^Undo /).click()
  }

  async redo(): Promise<void> {
    await this.button(/^Redo /).click()
  }

  /** Takes what fits best in the list that is open. */
  async choose(name: string): Promise<void> {
    await this.page
      .getByRole('dialog')
      .getByRole('option', { name: new RegExp(`^${name}`) })
      .first()
      .click()
  }

  /** Drags from the middle of one thing by this much, or to the middle of another. */
  async drag(from: Locator, to: Locator | { x: number; y: number }): Promise<void> {
    const start = await middleOf(from)
    const end = 'x' in to ? { x: start.x + to.x, y: start.y + to.y } : await middleOf(to)
    await this.page.mouse.move(start.x, start.y)
    await this.page.mouse.down()
    await this.page.mouse.move(end.x, end.y, { steps: 10 })
    await this.page.mouse.up()
  }

  /** What is drawn: each card by what it says of itself, and its place in widths of the first card, seen from there. */
  async drawing(): Promise<string[]> {
    return this.card().evaluateAll((cards) => {
      const boxes = cards.map((card) => card.getBoundingClientRect())
      const first = boxes[cards.findIndex((card) => card.getAttribute('aria-label')?.includes(', step 1 of '))]
      const place = (at: number) => (at / (first?.width ?? 1)).toFixed(1)
      const drawn = cards.map((card, i) => {
        const name = card.getAttribute('aria-label')?.replace(/, selected$/, '')
        const box = boxes[i] ?? new DOMRect()
        return `${name} at ${place(box.x - (first?.x ?? 0))}, ${place(box.y - (first?.y ?? 0))}`
      })
      return drawn.sort()
    })
  }

  /** Waits until exactly this many cards are drawn and stand still. */
  async hasCards(count: number): Promise<void> {
    await this.card()
      .nth(count - 1)
      .waitFor()
    await this.card().nth(count).waitFor({ state: 'detached' })
    await this.rests()
  }

  /** Waits until no card moves from one frame to the next. */
  async rests(): Promise<void> {
    await this.card().evaluateAll(async (cards) => {
      const places = () => JSON.stringify(cards.map((card) => card.getBoundingClientRect()))
      for (let still = 0, before = ''; still < 5; ) {
        await new Promise(requestAnimationFrame)
        const now = places()
        still = now === before ? still + 1 : 0
        before = now
      }
    })
  }

  /** Where each card is on screen, in drawing order. */
  async boxes(): Promise<Box[]> {
    return this.card().evaluateAll((cards) =>
      cards.map((card) => {
        const { x, y, width, height } = card.getBoundingClientRect()
        return { x, y, width, height }
      }),
    )
  }

  /** Pairs of cards that lie over each other. */
  async overlaps(): Promise<[Box, Box][]> {
    const boxes = await this.boxes()
    const over = (a: Box, b: Box) =>
      a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
    return boxes.flatMap((a, i) => boxes.slice(i + 1).flatMap((b): [Box, Box][] => (over(a, b) ? [[a, b]] : [])))
  }
}

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

async function middleOf(thing: Locator): Promise<{ x: number; y: number }> {
  const box = await thing.boundingBox()
  if (!box) throw new Error('What should be dragged, or where to, is not on screen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
