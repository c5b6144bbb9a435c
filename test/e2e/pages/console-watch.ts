import type { Page } from 'playwright-core'

/** Collects what the page complains about from now on: errors in its console, and what it did not catch. */
export function watchConsole(page: Page): string[] {
  const said: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') said.push(message.text())
  })
  page.on('pageerror', (error) => said.push(String(error)))
  return said
}
