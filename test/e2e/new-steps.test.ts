/** Steps that send records several ways, drawn with the mouse and with the keyboard, and set up with conditions in plain words. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataFolder, type OpenedApp, openOn } from './browser.ts'
import { BuildPage } from './pages/build-page.ts'
import { watchConsole } from './pages/console-watch.ts'
import { HomePage } from './pages/home-page.ts'
import { InspectorPanel } from './pages/inspector-panel.ts'

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

const keys = async (...presses: string[]) => {
  for (const press of presses) await app.page.keyboard.press(press)
}
const keyboardOn = (name: RegExp) =>
  expect.poll(() => app.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(name)

/** Chooses a field of a condition by typing its name, and fills in the rest. */
async function fillCondition(name: string, field: string, comparison: string, value: string): Promise<void> {
  const row = inspector.whole.getByRole('group', { name, exact: true })
  await row.getByRole('combobox', { name: /^Field: / }).click()
  await app.page.getByRole('combobox', { name: 'Find a field' }).fill(field)
  await app.page.getByRole('option', { name: new RegExp(field) }).click()
  await row.getByRole('combobox', { name: 'Comparison', exact: true }).click()
  await app.page.getByRole('option', { name: comparison, exact: true }).click()
  await row.getByRole('textbox', { name: 'Value', exact: true }).fill(value)
}

/** Adds a case with a name and one condition to the route that is chosen. */
async function addCase(number: number, name: string, condition: [string, string, string]): Promise<void> {
  await inspector.whole.getByRole('button', { name: 'Add a case' }).click()
  await inspector.whole.getByRole('textbox', { name: `Name of case ${number}` }).fill(name)
  await fillCondition(`${name}, condition 1`, ...condition)
}

it('puts a filter behind a start, and keeps records by a condition', async () => {
  await app.page.getByRole('button', { name: 'Where do records come from?' }).click()
  await build.choose('Webhook')
  await build.hasCards(1)
  await app.page.getByRole('button', { name: 'Add a step' }).click()
  await build.choose('Filter')
  await build.wire('Webhook', 'Filter').waitFor()
  await inspector.whole.getByRole('button', { name: 'Add a condition' }).click()
  await fillCondition('Keep records where, condition 1', 'status', 'is', 'won')
  await build.card('Filter').getByText('Keeps those where status is won').waitFor()
  await build.card('Filter').getByText('Filtered out').waitFor()
})

it('gives a route one exit for each case, under one another with their names', async () => {
  await build.card('Filter').click({ position: { x: 60, y: 12 } })
  await app.page.getByRole('button', { name: 'Add a step' }).click()
  await build.choose('Route')
  await build.wire('Filter', 'Route').waitFor()
  await addCase(1, 'Large', ['amount', 'is at least', '1000'])
  await addCase(2, 'From Spain', ['country', 'is one of', 'ES'])
  const rows = build.card('Route').getByRole('listitem')
  await expect.poll(() => rows.allInnerTexts()).toEqual(['Large', 'From Spain', 'Otherwise'])
  const exits = build.card('Route').getByTitle(/: drag to a step/)
  await expect.poll(() => exits.count()).toBe(3)
  const tops = await exits.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top))
  expect(tops).toEqual([...tops].sort((a, b) => a - b))
})

it('leads one case to a step with the mouse, and the other one with the keyboard', async () => {
  await app.page.getByRole('button', { name: 'Add a step' }).click()
  await build.choose('End here')
  await build
    .wire('Route', 'End here')
    .and(app.page.getByRole('button', { name: /Large/ }))
    .waitFor()
  await build.rests()
  await build.drag(build.card('Route').getByTitle(/^From Spain: drag/), build.card('End here'))
  const second = build.wire('Route', 'End here').and(app.page.getByRole('button', { name: /From Spain/ }))
  await second.waitFor()
  await build.undo()
  await second.waitFor({ state: 'detached' })

  await build.card('Route').click({ position: { x: 60, y: 12 } })
  await keyboardOn(/^Route, step /)
  await keys('c')
  const dialog = app.page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'From Spain', exact: true }).waitFor()
  await app.page.keyboard.type('end here')
  await keys('Enter')
  await second.waitFor()
})

it('keeps the wire with its case when cases change places', async () => {
  await build.card('Route').click({ position: { x: 60, y: 12 } })
  const spain = build.wire('Route', 'End here').and(app.page.getByRole('button', { name: /From Spain/ }))
  await inspector.whole.getByRole('button', { name: 'Remove Large', exact: true }).click()
  await expect.poll(() => build.wire('Route', 'End here').count()).toBe(1)
  await spain.waitFor()
  await build.undo()
  await expect.poll(() => build.wire('Route', 'End here').count()).toBe(2)
})

it('is as it was left after a reload', async () => {
  await app.page.getByText(/^Saved on this computer/).waitFor()
  await build.rests()
  const drawn = await build.drawing()
  await app.page.reload()
  await build.hasCards(4)
  expect(await build.drawing()).toEqual(drawn)
  await build.card('Route').click({ position: { x: 60, y: 12 } })
  await inspector.whole.getByRole('textbox', { name: 'Name of case 2' }).waitFor()
  expect(complaints).toEqual([])
})
