/** A person's own file becomes contacts in the CRM: from a blank flow, with nothing but what the screen offers. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataFolder, type OpenedApp, openOn } from './browser.ts'
import { BuildPage } from './pages/build-page.ts'
import { watchConsole } from './pages/console-watch.ts'
import { HomePage } from './pages/home-page.ts'
import { InspectorPanel } from './pages/inspector-panel.ts'

/** Two rows of one person, spelt differently, and one without the field that tells people apart. */
const PEOPLE = [
  'Name;E-mail;Phone',
  'Ada Lovelace;ada@example.com;(312) 555-0100',
  'A. Lovelace; Ada@Example.com ;(312) 555-0199',
  'Grace Hopper;;(312) 555-0101',
].join('\n')

const data = dataFolder()
let app: OpenedApp
let build: BuildPage
let inspector: InspectorPanel
let complaints: string[]
beforeAll(async () => {
  app = await openOn('web', { dataFolder: data.folder })
  complaints = watchConsole(app.page)
  build = new BuildPage(app.page)
  inspector = new InspectorPanel(app.page)
  await new HomePage(app.page).openBlank()
})
afterAll(async () => {
  await app.close()
  data.remove()
})

it('reads the file and shows what was understood of it', async () => {
  await app.page.getByRole('button', { name: 'Where do records come from?' }).click()
  await build.choose('Read a file')
  await inspector.chooseFile('people.csv', PEOPLE)
  await inspector.whole.getByText('3 rows · 3 columns').waitFor()
  await inspector.whole.getByText('values apart by semicolons', { exact: false }).waitFor()
  await app.page.getByRole('table', { name: 'Samples' }).getByText('Grace Hopper').waitFor()
})

it('says what is missing until it can run', async () => {
  await app.page.getByRole('button', { name: 'Add a step' }).click()
  await build.choose('Create or update')
  await build.button(/^\d problems$/).waitFor()
  await app.page.getByRole('button', { name: 'Connect a system' }).click()
  await build.choose('HubSpot')
  await inspector.select('What to write', 'Create or update a contact')
  await inspector.select('Matched by', 'E-mail')
  await inspector.addField('Match key from', 'E-mail')
  await inspector.fill('Last name', 'Name')
  await inspector.fill('Phone number', 'Phone')
  await build.button('No problems').waitFor()
})

it('runs it: one created, one updated, and one held with its reason', async () => {
  expect(await build.runToEnd()).toMatchObject({ received: 3, created: 1, updated: 1, held: 1 })
  await build.strip.getByRole('button', { name: /held/ }).click()
  const held = app.page.getByRole('table', { name: 'Records' }).getByRole('row', { name: /Grace Hopper/ })
  await held.getByText(/match key/).waitFor()
  expect(complaints).toEqual([])
})
