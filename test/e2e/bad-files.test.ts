/** Flow files that cannot be opened: a plain sentence says why, and what is there stays as it is. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { EXAMPLES } from '#examples'
import { dataFolder, type OpenedApp, openOn } from './browser.ts'
import { BuildPage } from './pages/build-page.ts'
import { watchConsole } from './pages/console-watch.ts'
import { HomePage } from './pages/home-page.ts'

const data = dataFolder()
let app: OpenedApp
let home: HomePage
let complaints: string[]
beforeAll(async () => {
  app = await openOn('web', { dataFolder: data.folder })
  complaints = watchConsole(app.page)
  home = new HomePage(app.page)
  await home.openExample()
  await new BuildPage(app.page).card('Stop duplicates').waitFor()
  await home.goHome()
})
afterAll(async () => {
  await app.close()
  data.remove()
})

const example = EXAMPLES.find(({ id }) => id === 'childcare-sites')?.flow
const cycle = {
  ...example,
  id: 'round',
  name: 'Round and round',
  wires: [
    ...(example?.wires ?? []),
    { id: 'back', from: { step: 'dedupe', port: 'duplicate' }, to: { step: 'clean' } },
  ],
}

it.each([
  ['is no flow file', 'notes.json', 'Dear Ada, see you on Monday.', '"notes.json" cannot be read'],
  ['is a list of something else', 'list.json', '[1, 2, 3]', '"list.json" is no Sluice flow'],
  [
    'is of a newer version of Sluice',
    'newer.json',
    JSON.stringify({ ...example, formatVersion: 99 }),
    'made with a newer Sluice',
  ],
])('says so when a file %s, and keeps what is there', async (_what, name, text, words) => {
  await home.openFile(name, text)
  const alert = app.page.getByRole('alert')
  await alert.waitFor()
  const said = await alert.innerText()
  expect(said).toContain(words)
  expect(said.replace(name, '')).not.toMatch(/JSON|SyntaxError|undefined|\bat \w+|Unexpected token/)
  await home.recent.getByText('Childcare sites → CRM').waitFor()
  await alert.getByRole('button', { name: 'Dismiss' }).click()
})

it('opens a flow that goes round in a circle, says where, and does not run it', async () => {
  await home.openFile('round.json', JSON.stringify(cycle))
  const build = new BuildPage(app.page)
  await build.hasCards(5)
  await build.wire('Stop duplicates', 'Clean the site').waitFor()
  await app.page.getByRole('tab', { name: /^Problems/ }).click()
  await app.page
    .getByRole('tabpanel')
    .getByText(/circle/)
    .first()
    .waitFor()
  await build.run()
  await build.inspector
    .getByText(/circle/)
    .first()
    .waitFor()
  await build.strip.getByText('Not run yet', { exact: false }).waitFor()
  await home.goHome()
  await home.recent.getByText('Round and round').waitFor()
  await home.recent.getByText('Childcare sites → CRM').waitFor()
})

afterEach(() => expect(complaints).toEqual([]))
