/** What every screen owes everybody: no serious axe finding in both themes, no clipped text, calm motion, room for large text. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { dataFolder, type OpenedApp, openOn } from './browser.ts'
import { clipped, findings } from './pages/accessibility.ts'
import { BuildPage } from './pages/build-page.ts'
import { watchConsole } from './pages/console-watch.ts'
import { HomePage } from './pages/home-page.ts'
import { LaunchPage } from './pages/launch-page.ts'
import { SteppingPage } from './pages/stepping-page.ts'

const data = dataFolder()
let app: OpenedApp
let home: HomePage
let build: BuildPage
let complaints: string[]
beforeAll(async () => {
  app = await openOn('web', { dataFolder: data.folder })
  complaints = watchConsole(app.page)
  home = new HomePage(app.page)
  build = new BuildPage(app.page)
  await home.openExample()
  await build.runToEnd()
})
afterAll(async () => {
  await app.close()
  data.remove()
})

/** How a person comes to each screen from any other. */
const screens: Record<string, () => Promise<void>> = {
  Home: async () => {
    await home.goHome()
    await home.heading.waitFor()
    await home.recent.getByText('Childcare sites → CRM').waitFor()
  },
  Build: async () => {
    await app.page.getByRole('button', { name: 'Build', exact: true }).click()
    await build.card('Stop duplicates').waitFor()
    await app.page.getByRole('button', { name: 'Row 5', exact: true }).waitFor()
  },
  'the inspector': async () => {
    await screens.Build?.()
    await build.card('Create or update the site').click()
    await build.inspector.getByRole('combobox', { name: /^City comes from/ }).waitFor()
  },
  stepping: async () => {
    await screens.Build?.()
    await build.button('Step').click()
    await new SteppingPage(app.page).pane('After').waitFor()
  },
  Launch: async () => {
    await new LaunchPage(app.page).go()
    await app.page.getByRole('heading', { name: /^Not ready/ }).waitFor()
  },
}

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  beforeAll(() => app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' }))

  it.each(Object.keys(screens))('%s has no serious finding and no clipped text', async (name) => {
    await screens[name]?.()
    expect(await findings(app.page)).toEqual([])
    expect(await clipped(app.page)).toEqual([])
  })
  afterEach(() => app.page.keyboard.press('Escape'))
})

it('moves nothing where less motion is wanted', async () => {
  await app.page.emulateMedia({ reducedMotion: 'reduce' })
  await screens.Build?.()
  await app.page.getByRole('button', { name: 'Tidy the flow' }).click()
  const running = () =>
    document
      .getAnimations()
      .map((one) => Number(one.effect?.getComputedTiming().duration))
      .filter((milliseconds) => milliseconds > 1)
  expect(await app.page.evaluate(running)).toEqual([])
})

it('keeps everything on Home within reach at 200 %', async () => {
  await app.page.setViewportSize({ width: 640, height: 400 })
  await screens.Home?.()
  expect(await clipped(app.page)).toEqual([])
  for (const button of await app.page.getByRole('main').getByRole('button').all()) {
    await button.click({ trial: true })
  }
  const wide = () => document.documentElement.scrollWidth - document.documentElement.clientWidth
  expect(await app.page.evaluate(wide)).toBe(0)
  await app.page.setViewportSize({ width: 1280, height: 800 })
  expect(complaints).toEqual([])
})
