/** What Home shows first: two clicks from a fresh start to twelve deals, each with its end; and a second run that changes nothing. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataFolder, type OpenedApp, openOn } from './browser.ts'
import { BuildPage } from './pages/build-page.ts'
import { watchConsole } from './pages/console-watch.ts'
import { HomePage } from './pages/home-page.ts'

const data = dataFolder()
let app: OpenedApp
let build: BuildPage
let complaints: string[]
beforeAll(async () => {
  app = await openOn('web', { dataFolder: data.folder })
  complaints = watchConsole(app.page)
  build = new BuildPage(app.page)
})
afterAll(async () => {
  await app.close()
  data.remove()
})

const clicks = () => app.page.evaluate(() => Number(sessionStorage.getItem('clicks')))

it('takes two clicks to twelve deals that are all accounted for', async () => {
  await app.page.evaluate(() => {
    sessionStorage.setItem('clicks', '0')
    const count = () => sessionStorage.setItem('clicks', String(Number(sessionStorage.getItem('clicks')) + 1))
    addEventListener('click', count, { capture: true })
  })
  await new HomePage(app.page).openHero()
  expect(await build.runToEnd()).toEqual({
    received: 12,
    created: 8,
    updated: 1,
    unchanged: 0,
    duplicate: 1,
    rejected: 1,
    held: 1,
  })
  expect(await clicks()).toBe(2)
  await build.strip.getByText('Nothing left this computer').waitFor()
})

it('creates, changes and newly holds nothing when it runs again', async () => {
  const sum = await build.runToEnd()
  expect(sum).toMatchObject({ received: 12, created: 0, updated: 0, unchanged: 8, duplicate: 1, rejected: 1, held: 1 })
  await build.strip.getByRole('button', { name: '1 out of date' }).waitFor()
  await build.strip.getByText('(0 new)').waitFor()
  expect(complaints).toEqual([])
})
