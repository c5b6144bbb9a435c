/** A flow drawn from nothing with the mouse; every change can be taken back, and a reload shows it as it was left. */
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
  await new HomePage(app.page).openBlank()
})
afterAll(async () => {
  await app.close()
  data.remove()
})

/** Does something, takes it back, does it again: the drawings before and after stand as they were. */
async function thereAndBack(change: () => Promise<void>, cards: number): Promise<void> {
  const before = await build.drawing()
  await change()
  await build.hasCards(cards)
  const after = await build.drawing()
  expect(after).not.toEqual(before)
  await build.undo()
  await expect.poll(() => build.drawing()).toEqual(before)
  await build.redo()
  await expect.poll(() => build.drawing()).toEqual(after)
}

it('begins with where records come from, and goes on from the chosen step', async () => {
  // The canvas takes the keyboard while it opens, which can close what was opened a moment before.
  const picker = app.page.getByRole('dialog').getByRole('option').first()
  await expect
    .poll(
      async () => {
        if (!(await picker.isVisible()))
          await app.page.getByRole('button', { name: 'Where do records come from?' }).click()
        return picker.isVisible()
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(true)
  await build.choose('Read a file')
  await build.hasCards(1)
  for (const [i, [after, step]] of [
    ['Read a file', 'Dedupe'],
    ['Dedupe', 'End here'],
  ].entries()) {
    await thereAndBack(async () => {
      await build.card(after).click()
      await app.page.getByRole('button', { name: 'Add a step' }).click()
      await build.choose(step ?? '')
    }, i + 2)
  }
  await build.wire('Read a file', 'Dedupe').waitFor()
  await build.wire('Dedupe', 'End here').waitFor()
})

it('inserts a step on a wire and makes room for it', async () => {
  await thereAndBack(async () => {
    await build.wire('Read a file', 'Dedupe').click()
    await app.page.getByRole('button', { name: 'Insert a step' }).click()
    await build.choose('Clean')
  }, 4)
  expect(await build.overlaps()).toEqual([])
  await build.wire('Read a file', 'Clean').waitFor()
  await build.wire('Clean', 'Dedupe').waitFor()
})

it('connects an exit to a step by dragging, and once more by clicking both', async () => {
  const wires = () => build.wires.count()
  const before = await wires()
  const exit = build.card('Dedupe').getByTitle(/^Already seen: drag to a step/)
  await build.drag(exit, build.card('End here'))
  await build
    .wire('Dedupe', 'End here')
    .and(app.page.getByRole('button', { name: /Already seen/ }))
    .waitFor()
  await build.undo()
  await expect.poll(wires).toBe(before)
  await exit.click()
  await build.card('End here').click()
  await expect.poll(wires).toBe(before + 1)
  await build.undo()
  await expect.poll(wires).toBe(before)
  await build.redo()
  await expect.poll(wires).toBe(before + 1)
})

it('moves a step to where it is dragged', async () => {
  await thereAndBack(() => build.drag(build.card('End here'), { x: -40, y: 60 }), 4)
})

it('deletes a step and offers to close the gap', async () => {
  await thereAndBack(async () => {
    await build.card('Clean').click()
    await app.page.keyboard.press('Delete')
  }, 3)
  await build.undo()
  await build.card('Clean').click()
  await app.page.keyboard.press('Delete')
  await app.page.getByRole('button', { name: 'Connect Read a file to Dedupe' }).click()
  await build.wire('Read a file', 'Dedupe').waitFor()
  await build.undo()
  await expect.poll(() => build.wire('Read a file', 'Dedupe').count()).toBe(0)
  await build.redo()
  await build.wire('Read a file', 'Dedupe').waitFor()
})

it('removes a wire, and puts it back', async () => {
  const wire = build.wire('Read a file', 'Dedupe')
  await wire.click()
  await app.page.getByRole('button', { name: 'Remove the wire' }).click()
  await expect.poll(() => wire.count()).toBe(0)
  await build.undo()
  await wire.waitFor()
})

it('is identical after a reload', async () => {
  await app.page.getByText(/^Saved on this computer/).waitFor()
  await build.rests()
  const drawn = await build.drawing()
  const wires = await build.wires.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
  await app.page.reload()
  await build.hasCards(3)
  expect(await build.drawing()).toEqual(drawn)
  expect(await build.wires.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).toEqual(wires)
  expect(complaints).toEqual([])
})
