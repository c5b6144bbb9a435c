/** A person looks into a step, changes its match key, sees other counts, and takes the change back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataFolder, type OpenedApp, openOn } from './browser.ts'
import { BuildPage, type Sum } from './pages/build-page.ts'
import { watchConsole } from './pages/console-watch.ts'
import { HomePage } from './pages/home-page.ts'
import { InspectorPanel } from './pages/inspector-panel.ts'

const KEY = 'Same when these match'

describe.each(['web', 'electron'] as const)('looking inside on %s', (host) => {
  const data = dataFolder()
  let app: OpenedApp
  let build: BuildPage
  let inspector: InspectorPanel
  let complaints: string[]
  let first: Sum
  beforeAll(async () => {
    app = await openOn(host, { dataFolder: data.folder })
    complaints = watchConsole(app.page)
    build = new BuildPage(app.page)
    inspector = new InspectorPanel(app.page)
    await new HomePage(app.page).openExample()
    first = await build.runToEnd()
  })
  afterAll(async () => {
    await app.close()
    data.remove()
  })

  it('shows before and after of a chosen record', async () => {
    await app.page.getByRole('tab', { name: /^Records/ }).click()
    await app.page.getByRole('button', { name: 'Show the story of record 1', exact: true }).click()
    await build.card('Clean the site').click()
    await inspector.open('Record')
    await inspector.whole.getByText('2262649', { exact: true }).waitFor()
    await inspector.whole.getByText('226-2649', { exact: true }).waitFor()
  })

  it('shows the form that the step declares', async () => {
    await build.card('Stop duplicates').click()
    await inspector.open('Set up')
    await inspector.setting(KEY, 'Site name and Address').waitFor()
    await inspector.setting('Ignoring', 'case, spaces, punctuation').waitFor()
    await inspector.setting('Within', 'this run').waitFor()
    await inspector.whole.getByText('In this sample, rows 1 and 2 match.').waitFor()
  })

  it('keeps a change by itself, and the next run counts differently', async () => {
    await inspector.setting(KEY, 'Site name and Address').click()
    await app.page.getByRole('button', { name: 'Remove Address' }).click()
    await app.page.keyboard.press('Escape')
    await inspector.setting(KEY, 'Site name').waitFor()
    await build.savedAs(2)
    const second = await build.runToEnd()
    expect(second.received).toBe(first.received)
    expect(second.duplicate).toBeGreaterThan(first.duplicate)
    expect(second.created).toBe(0)
  })

  it('takes the change back with Ctrl+Z, and keeps that too', async () => {
    await inspector.setting(KEY, 'Site name').focus()
    await app.page.keyboard.press('ControlOrMeta+z')
    await inspector.setting(KEY, 'Site name and Address').waitFor()
    await build.savedAs(3)
    await app.page.reload()
    await build.card('Stop duplicates').click()
    await inspector.setting(KEY, 'Site name and Address').waitFor()
    expect(complaints).toEqual([])
  })
})
