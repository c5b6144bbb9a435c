/** `node test/e2e/screenshots.ts DIR`: pictures of every screen in both sizes and colours, of the app as it is built now. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { dataFolder, openOn } from './browser.ts'
import { BuildPage } from './pages/build-page.ts'
import { HomePage } from './pages/home-page.ts'
import { LaunchPage } from './pages/launch-page.ts'
import { SteppingPage } from './pages/stepping-page.ts'
import setup from './setup.ts'
import { walkConnect } from './walk-connect.ts'

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Say where the pictures go: node test/e2e/screenshots.ts DIR')
mkdirSync(folder, { recursive: true })
await setup()
for (const size of SIZES) {
  await takeAll(folder, size, walkBuild)
  await takeAll(folder, size, walkLaunch)
  await takeAll(folder, size, walkConnect)
}

type Take = (name: string) => Promise<void>

/** A new app for each walk, because panels open by the size of the window and counts depend on what is there already. */
async function takeAll(
  folder: string,
  size: (typeof SIZES)[number],
  walk: (page: Page, take: Take) => Promise<void>,
): Promise<void> {
  const data = dataFolder()
  const { page, close } = await openOn('web', { dataFolder: data.folder, size })
  const take = async (name: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`) })
    }
  }
  try {
    await walk(page, take)
  } finally {
    await close()
    data.remove()
  }
}

async function walkBuild(page: Page, take: Take): Promise<void> {
  const home = new HomePage(page)
  const build = new BuildPage(page)
  const stepping = new SteppingPage(page)
  await home.heading.waitFor()
  await take('home-first')
  await home.openExample()
  await build.runToEnd()
  await build.rests()
  await take('build-samples')

  await build.card('Stop duplicates').click()
  await build.inspector.getByText(/^In this sample, rows/).waitFor()
  await take('inspector')
  await page.getByRole('tab', { name: /^Written/ }).click()
  await page
    .getByRole('tabpanel')
    .getByText(/ new, /)
    .first()
    .waitFor()
  await take('build')
  await build.card('Create or update the site').click()
  await build.inspector.getByRole('combobox', { name: /^City comes from/ }).waitFor()
  await take('inspector-write')

  await build.button('Step').click()
  await stepping.whole.getByRole('button', { name: 'Next record' }).click()
  await stepping.whole.getByText('Record 2 of ').waitFor()
  await page.keyboard.press('F10')
  await stepping.standsAt('Clean the site', 2)
  await take('stepping-clean')
  for (const stage of [3, 4]) {
    await page.keyboard.press('F10')
    await stepping.whole.getByText(`Step ${stage} of `, { exact: false }).first().waitFor()
  }
  await stepping.standsAt('Stop duplicates', 4)
  await take('stepping-duplicate')
}

async function walkLaunch(page: Page, take: Take): Promise<void> {
  const home = new HomePage(page)
  const launch = new LaunchPage(page)
  await home.openExample()
  await new BuildPage(page).card('Read the site list').waitFor()
  await launch.go()
  await launch.row('Somebody owns it', 'missing').waitFor()
  await take('launch-blocked')
  await launch.signOwner('Ada')
  await launch.signAlert('Grace')
  await launch.runTwice()
  await take('launch')
  await home.goHome()
  await home.recent.getByText('Childcare sites → CRM').waitFor()
  await take('home')
}
