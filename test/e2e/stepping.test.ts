/** One record is led through the flow with F10 and Back. What would be written is shown, and nothing is written. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findPractice } from '#sandbox'
import { dataFolder, type OpenedApp, openOn } from './browser.ts'
import { BuildPage } from './pages/build-page.ts'
import { watchConsole } from './pages/console-watch.ts'
import { HomePage } from './pages/home-page.ts'
import { SteppingPage } from './pages/stepping-page.ts'

const STEPS = ['Read the site list', 'Clean the site', 'Check the site', 'Stop duplicates', 'Create or update the site']
const data = dataFolder()
let app: OpenedApp
let build: BuildPage
let stepping: SteppingPage
let complaints: string[]
beforeAll(async () => {
  app = await openOn('web', { dataFolder: data.folder })
  complaints = watchConsole(app.page)
  build = new BuildPage(app.page)
  stepping = new SteppingPage(app.page)
  await new HomePage(app.page).openExample()
  await build.button('Step').click()
})
afterAll(async () => {
  await app.close()
  data.remove()
})

it('goes forward with F10 and shows what each step changes', async () => {
  await stepping.standsAt('Read the site list', 1)
  await app.page.keyboard.press('F10')
  await stepping.standsAt('Clean the site', 2)
  await stepping.pane('Before').getByText('2262649', { exact: true }).waitFor()
  await stepping.pane('After').getByText('226-2649', { exact: true }).waitFor()
  for (const [i, title] of STEPS.slice(2).entries()) {
    await app.page.keyboard.press('F10')
    await stepping.standsAt(title, i + 3)
  }
  expect(await stepping.travelled()).toEqual(STEPS)
})

it('shows what would be created, field by field, and creates nothing', async () => {
  const after = stepping.pane('After')
  await after.getByText('Would create company in CRM').waitFor()
  await after.getByRole('insertion').getByText('226-2649').waitFor()
  await after.getByText('Nothing is written while stepping.').waitFor()
  expect(await companies()).toBe(0)
})

it('goes back, and the way is no longer travelled', async () => {
  await stepping.whole.getByRole('button', { name: 'Back' }).click()
  await stepping.standsAt('Stop duplicates', 4)
  expect(await stepping.travelled()).toEqual(STEPS.slice(0, 4))
})

it('names the earlier record where a duplicate turns off', async () => {
  await stepping.whole.getByRole('button', { name: 'Next record' }).click()
  await stepping.whole.getByText('Record 2 of 3,337').waitFor()
  while (await stepping.whole.getByRole('button', { name: 'Next step' }).isEnabled()) {
    await app.page.keyboard.press('F10')
  }
  await stepping.standsAt('Stop duplicates', 4)
  await stepping
    .pane('Stop duplicates')
    .getByText(/^It is the same as .*row 1\.$/)
    .waitFor()
  await stepping.pane('After').getByText('Duplicate stopped').waitFor()
  await stepping.way.getByText('row 2 would end: duplicate stopped').waitFor()
  expect(await stepping.travelled()).toEqual(STEPS.slice(0, 4))
})

it('tries other values from a step, says what else changes, and goes back to the record as it is', async () => {
  await stepping.whole.getByRole('button', { name: 'Previous record' }).click()
  await stepping.standsAt('Read the site list', 1)
  for (let stage = 2; stage <= 4; stage++) await app.page.keyboard.press('F10')
  await stepping.standsAt('Stop duplicates', 4)
  await stepping.pane('Before').getByRole('button', { name: 'Try other values' }).press('Enter')
  await stepping.pane('Before').getByRole('textbox', { name: 'Zip' }).fill('99999')
  await app.page.keyboard.press('Enter')
  await stepping.whole.getByText('Tried with another Zip.').waitFor()
  await stepping.standsAt('Stop duplicates', 4)
  await app.page.keyboard.press('F10')
  await stepping.standsAt('Create or update the site', 5)
  await stepping.pane('After').getByRole('insertion').getByText('99999').waitFor()
  await stepping.whole.getByRole('button', { name: 'As it is' }).press('Enter')
  await stepping.standsAt('Stop duplicates', 4)
  expect(await stepping.pane('Before').getByText('99999').count()).toBe(0)
})

it('goes on to the next record that pauses', async () => {
  await stepping.whole.getByRole('button', { name: 'Pause when' }).press('Enter')
  await app.page.getByRole('button', { name: 'Add a place' }).press('Enter')
  await app.page.getByRole('button', { name: 'Go to the next one' }).press('Enter')
  await stepping.whole.getByText('Record 2 of 3,337').waitFor()
  await stepping.standsAt('Stop duplicates', 4)
  await stepping.whole.getByRole('button', { name: 'Pause at 1 place' }).waitFor()
})

it('comes back to the canvas with Esc, with nothing written', async () => {
  await app.page.keyboard.press('Escape')
  await build.card('Stop duplicates').waitFor()
  expect(await companies()).toBe(0)
  expect(complaints).toEqual([])
})

/** How many companies the practice CRM of the test holds. */
async function companies(): Promise<number> {
  const practice = await findPractice(join(data.folder, 'practice'))
  if (!practice) throw new Error('The practice systems do not run')
  const { address, token } = practice.control
  const reply = await fetch(`${address}/__practice/show/companies?limit=1`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return ((await reply.json()) as { total: number }).total
}
