import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** Serious and critical findings on the page as it is now, one line each, with where they are. */
export async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

/** Texts that end in dots or are cut off where they stand, and that no title tells in full. */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut: string[] = []
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    while (words.nextNode()) {
      const text = words.currentNode.textContent?.trim() ?? ''
      const element = words.currentNode.parentElement
      if (text === '' || !element?.checkVisibility()) continue
      range.selectNodeContents(words.currentNode)
      const { right } = range.getBoundingClientRect()
      for (let box: HTMLElement | null = element; box; box = box.parentElement) {
        const { overflowX, textOverflow, display } = getComputedStyle(box)
        if (display === 'inline') continue
        const cuts =
          textOverflow === 'ellipsis' || (box === element && (overflowX === 'hidden' || overflowX === 'clip'))
        const isSeen = box.clientWidth > 1
        if (
          cuts &&
          isSeen &&
          right > box.getBoundingClientRect().right + 1 &&
          !element.closest('[title]:not([title=""])')
        )
          cut.push(text)
        break
      }
    }
    return cut
  })
}
