/** A flow drawn from nothing without touching a mouse. The keyboard is never lost on the way. */
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
  await new HomePage(app.page).heading.waitFor()
})
afterAll(async () => {
  await app.close()
  data.remove()
})

const keys = async (...presses: string[]) => {
  for (const press of presses) await app.page.keyboard.press(press)
}
/** What has the keyboard, by its name. */
const focused = () =>
  app.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)
const focusIsOn = (name: RegExp) => expect.poll(focused).toMatch(name)

/** Opens the list with a key, types until the wanted line is first, and takes it. */
async function pick(key: string, list: RegExp, words: string): Promise<void> {
  await keys(key)
  await focusIsOn(list)
  await app.page.keyboard.type(words)
  await keys('Enter')
}

it('reaches a blank flow with Tab and Enter, and begins there', async () => {
  for (let i = 0; !(await focused())?.startsWith('Blank flow'); i++) {
    if (i > 30) throw new Error('Tab never came to the blank flow')
    await keys('Tab')
  }
  await keys('Enter')
  await focusIsOn(/^Where do records come from/)
})

it('adds steps one behind the other, each with the keyboard on it', async () => {
  await pick('n', /^Add which step/, 'read a file')
  await focusIsOn(/^Read a file, step 1 of 1/)
  await pick('n', /^Add which step/, 'dedupe')
  await focusIsOn(/^Dedupe, step 2 of 2/)
  await pick('n', /^Add which step/, 'end here')
  await focusIsOn(/^End here, step 3 of 3/)
  await build.wire('Read a file', 'Dedupe').waitFor()
  await build.wire('Dedupe', 'End here').waitFor()
})

it('walks along wires, and connects another exit', async () => {
  await keys('Alt+ArrowLeft')
  await focusIsOn(/^Wire from Dedupe to End here/)
  await keys('Alt+ArrowLeft')
  await focusIsOn(/^Dedupe, step 2 of 3/)
  await pick('c', /^Connect Dedupe to which step/, 'end here')
  await expect.poll(() => build.wires.count()).toBe(3)
  await focusIsOn(/^Dedupe, step 2 of 3/)
})

it('moves a step with the arrows, and takes it back', async () => {
  const before = await build.drawing()
  await keys('ArrowDown', 'ArrowDown', 'ArrowRight')
  await expect.poll(() => build.drawing()).not.toEqual(before)
  await focusIsOn(/^Dedupe, step 2 of 3/)
  while (JSON.stringify(await build.drawing()) !== JSON.stringify(before)) await keys('Control+z')
  await focusIsOn(/^Dedupe, step 2 of 3/)
})

it('deletes, heals and undoes without losing the keyboard', async () => {
  const before = await build.drawing()
  await keys('Delete')
  await build.hasCards(2)
  await focusIsOn(/^Read a file, step 1 of 2/)
  await keys('h')
  await build.wire('Read a file', 'End here').waitFor()
  await focusIsOn(/^Read a file, step 1 of 2/)
  await keys('Control+z', 'Control+z')
  await build.hasCards(3)
  expect(await build.drawing()).toEqual(before)
  await focusIsOn(/, step \d of 3/)
})

it('opens the inspector with Enter and comes back with Esc', async () => {
  await keys('End')
  await focusIsOn(/^End here, step 3 of 3/)
  await keys('Enter')
  await focusIsOn(/^Name of the step/)
  await keys('Escape')
  await focusIsOn(/^End here, step 3 of 3/)
})

it('is identical after a reload', async () => {
  await app.page.getByText(/^Saved on this computer/).waitFor()
  const drawn = await build.drawing()
  await app.page.reload()
  await build.hasCards(3)
  expect(await build.drawing()).toEqual(drawn)
  await focusIsOn(/^Read a file, step 1 of 3/)
  expect(complaints).toEqual([])
})
