/** A field gets another name over there: the step, Problems and Operate tell it, with the way to what it touches. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataFolder, type OpenedApp, openOn } from './browser.ts'
import { clipped, findings } from './pages/accessibility.ts'
import { BuildPage } from './pages/build-page.ts'
import { watchConsole } from './pages/console-watch.ts'
import { HomePage } from './pages/home-page.ts'
import { PracticeWindow } from './pages/practice-window.ts'

const data = dataFolder()
let app: OpenedApp
let build: BuildPage
let complaints: string[]
beforeAll(async () => {
  app = await openOn('web', { dataFolder: data.folder })
  complaints = watchConsole(app.page)
  build = new BuildPage(app.page)
  await new HomePage(app.page).openExample()
  await build.runToEnd()
  await build.card('Create or update the site').click()
})
afterAll(async () => {
  await app.close()
  data.remove()
})

const compared = () => build.inspector.getByRole('region', { name: 'HubSpot compared with what was learned of it' })

it('learns the system when it looks for the first time', async () => {
  await compared().getByText('Not looked at yet.', { exact: false }).waitFor()
  await compared().getByRole('button', { name: 'Check now' }).click()
  await compared().getByText('Changes from now on are told.', { exact: false }).waitFor()
})

it('tells a renamed field and the step that it touches', async () => {
  const practice = new PracticeWindow(app.page)
  await build.inspector.getByRole('button', { name: 'What is in practice' }).click()
  await practice.rename('address')
  await practice.close()
  await compared().getByRole('button', { name: 'Check now' }).click()
  await compared().getByText('1 change since it was learned', { exact: false }).waitFor()
  await compared()
    .getByText(/address.* became address_new\./)
    .waitFor()
  expect(await findings(app.page)).toEqual([])
  expect(await clipped(app.page)).toEqual([])
})

it('counts it as a problem worth checking, with a link to the step', async () => {
  await app.page.keyboard.press('Escape')
  await build.button('1 problem').click()
  const line = app.page.getByRole('tabpanel', { name: /^Problems/ }).getByText(/became address_new\./)
  await line.waitFor()
  await app.page
    .getByRole('tabpanel', { name: /^Problems/ })
    .getByRole('button', { name: 'Show “Create or update the site”' })
    .click()
  await compared().waitFor()
})

it('stands in Operate as well, until it is accepted as it is', async () => {
  await app.page.getByRole('button', { name: 'Operate', exact: true }).click()
  const systems = app.page.getByRole('region', { name: 'Connected systems' })
  await systems.getByText(/became address_new\./).waitFor()
  await systems.getByRole('button', { name: 'Accept as it is now' }).click()
  await systems.getByText('As it was learned', { exact: false }).waitFor()
  await app.page.getByRole('button', { name: 'Build', exact: true }).click()
  await build.button('No problems').waitFor()
  expect(complaints).toEqual([])
})
