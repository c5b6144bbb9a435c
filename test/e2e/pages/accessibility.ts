import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** Serious and critical findings on the page as it is now, one line each, with where they are. */
export async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

/** Texts that do not fit where they stand and that no title tells in full. */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut: string[] = []
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      const ownText = [...element.childNodes].some((one) => one.nodeType === Node.TEXT_NODE && one.textContent?.trim())
      const { overflowX, clipPath } = getComputedStyle(element)
      const hides = overflowX === 'hidden' || overflowX === 'clip'
      const isSeen = element.checkVisibility() && element.clientWidth > 1 && clipPath === 'none'
      if (!ownText || !hides || !isSeen || element.scrollWidth <= element.clientWidth) continue
      if (!element.closest('[title]:not([title=""])')) cut.push(element.textContent?.trim() ?? '')
    }
    return cut
  })
}
