/** Opens the real app on either host, in a real browser, over a data folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { root } from '../../build/tools.ts'
import { openWebHost } from '../../web/index.ts'
import { chromiumPath } from './chromium.ts'
import { openDesktop } from './desktop.ts'

export type HostKind = 'web' | 'electron'

export interface OpenedApp {
  page: Page
  /** The process of the studio that answers now. */
  studioPid(): number
  close(): Promise<void>
}

export interface OpenOptions {
  dataFolder: string
  /** Size of the page; 1280 by 800 when absent. */
  size?: { width: number; height: number }
}

/** Opens Sluice as a person would; the page shows Home. Close it, or its processes stay. */
export function openOn(host: HostKind, options: OpenOptions): Promise<OpenedApp> {
  return host === 'web' ? openWeb(options) : openDesktop(options)
}

/** A new folder for the data of one test, and its removal. */
export function dataFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-data-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

/** A Chromium for tests that need no app; only the sandbox, which root cannot have, is switched off. */
export const launchChromium = async (): Promise<Browser> =>
  chromium.launch({ executablePath: await chromiumPath(), args: ['--no-sandbox'] })

async function openWeb({ dataFolder, size = { width: 1280, height: 800 } }: OpenOptions): Promise<OpenedApp> {
  const host = await openWebHost({ dataFolder, screenFolder: join(root, 'out/renderer') })
  const browser = await launchChromium()
  const page = await browser.newPage({ viewport: size })
  await page.goto(host.startLink())
  return {
    page,
    studioPid: () => host.studioPid() ?? 0,
    async close() {
      await browser.close()
      await host.close()
    },
  }
}
