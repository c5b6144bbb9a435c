/** What is in practice: looked into, broken on purpose, mended and put back, with keyboard and mouse. */
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
let practice: PracticeWindow
let complaints: string[]
beforeAll(async () => {
  app = await openOn('web', { dataFolder: data.folder })
  complaints = watchConsole(app.page)
  build = new BuildPage(app.page)
  practice = new PracticeWindow(app.page)
  await new HomePage(app.page).openHero()
  await build.runToEnd()
})
afterAll(async () => {
  await app.close()
  data.remove()
})

it('lists the systems of the flow first, and shows a thing by its fields', async () => {
  await practice.open()
  expect((await practice.systems()).slice(0, 2)).toEqual(['Xero', 'Slack'])
  await practice.chooseKind(/^Invoices/)
  await practice.thing('D-1001').click()
  const fields = practice.fields
  await fields.getByText('InvoiceNumber', { exact: true }).waitFor()
  expect(await fields.innerText()).not.toMatch(/[{}]|\[\{/)
  expect(await findings(app.page)).toEqual([])
  expect(await clipped(app.page)).toEqual([])
})

it('tells what the last run changed', async () => {
  await practice.tab('Changed since the last run began').click()
  await practice.window.getByText(/\d+ created, \d+ changed, 0 removed/).waitFor()
  expect(await practice.rows()).toBeGreaterThan(0)
})

it('breaks a system with a switch, says so in the top bar, and the run meets it', async () => {
  await practice.tab(/^Broken on purpose/).click()
  expect(await findings(app.page)).toEqual([])
  await practice.fault('Is down').click()
  await practice.fault('Is down').and(app.page.locator('[data-checked]')).waitFor()
  await practice.close()
  await build.button('1 practice system broken on purpose').click()
  await practice.fault('Is down').waitFor({ state: 'hidden' })
  await practice.tab(/^Broken on purpose/).click()
  expect(await practice.fault('Is down').isChecked()).toBe(true)
  await practice.close()
  await build.run()
  await build.strip.getByText(/Xero .*tried again/).waitFor()
})

it('mends it again with one button, and the run goes on', async () => {
  await build.button('1 practice system broken on purpose').click()
  await practice.window.getByRole('button', { name: 'Mend the broken system' }).click()
  await practice.close()
  await build.button('1 practice system broken on purpose').waitFor({ state: 'detached' })
  expect(await build.sum()).toMatchObject({ received: 12, created: 0, updated: 0, unchanged: 8 })
})

it('puts one system back as it began, after a question', async () => {
  await practice.open()
  await practice.chooseKind(/^Invoices/)
  await practice.thing('D-1001').waitFor()
  await practice.window.getByRole('button', { name: 'Put it back as it began' }).click()
  await app.page.getByRole('button', { name: 'Put it back', exact: true }).click()
  await practice.thing('D-1001').waitFor({ state: 'detached' })
  await practice.close()
  expect(complaints).toEqual([])
})
