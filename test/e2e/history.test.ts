/** The history of a flow on the screen: what changed is read in sentences, and going back can itself be undone. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataFolder, type OpenedApp, openOn } from './browser.ts'
import { BuildPage } from './pages/build-page.ts'
import { watchConsole } from './pages/console-watch.ts'
import { HomePage } from './pages/home-page.ts'

const FLOW = {
  formatVersion: 1,
  id: 'sites',
  name: 'Sites',
  steps: { end: { kind: 'end', title: 'End here', settings: {} } },
  wires: [],
  layout: { end: { x: 0, y: 0 } },
}

const data = dataFolder()
let app: OpenedApp
let build: BuildPage
let complaints: string[]
beforeAll(async () => {
  app = await openOn('web', { dataFolder: data.folder })
  complaints = watchConsole(app.page)
  build = new BuildPage(app.page)
  const home = new HomePage(app.page)
  await home.heading.waitFor()
  await home.openFile('sites.flow.json', JSON.stringify(FLOW))
  await build.savedAs(1)
})
afterAll(async () => {
  await app.close()
  data.remove()
})

const name = () => app.page.getByRole('textbox', { name: 'Name of the flow' })
const dialog = () => app.page.getByRole('dialog', { name: 'History' })

it('tells what changed in a version, and against what the flow is now', async () => {
  await name().fill('Places')
  await name().blur()
  await build.savedAs(2)
  await build.button('version 2').click()
  await dialog().getByText('The name is now "Places" (was "Sites")').waitFor()
  await dialog()
    .getByRole('button', { name: /^Version 1/ })
    .click()
  await dialog().getByText('Nothing differs.').waitFor()
  await dialog().getByRole('tab', { name: 'How it is now' }).click()
  await dialog().getByText('The name is now "Places" (was "Sites")').waitFor()
})

it('brings a version back, which is undone like any other change', async () => {
  await dialog().getByRole('button', { name: 'Bring this version back' }).click()
  await dialog().waitFor({ state: 'detached' })
  await expect.poll(() => name().inputValue()).toBe('Sites')
  await build.undo()
  await expect.poll(() => name().inputValue()).toBe('Places')
})

it('is opened from the palette as well', async () => {
  await app.page.keyboard.press('Control+k')
  await app.page.keyboard.type('history')
  await app.page.keyboard.press('Enter')
  await dialog()
    .getByText(/brought back version 1/)
    .waitFor()
  await app.page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})
