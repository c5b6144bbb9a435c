/** The first minute: two clicks from a fresh data folder to a result in which every record is accounted for. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataFolder, type OpenedApp, openOn } from './browser.ts'
import { BuildPage, type Sum } from './pages/build-page.ts'
import { watchConsole } from './pages/console-watch.ts'
import { HomePage } from './pages/home-page.ts'

describe.each(['web', 'electron'] as const)('the first run on %s', (host) => {
  const data = dataFolder()
  let app: OpenedApp
  let complaints: string[]
  beforeAll(async () => {
    app = await openOn(host, { dataFolder: data.folder })
    complaints = watchConsole(app.page)
  })
  afterAll(async () => {
    await app.close()
    data.remove()
  })

  it('takes two clicks, and the strip sums to every record of the file', async () => {
    await new HomePage(app.page).openExample()
    const sum = await new BuildPage(app.page).runToEnd()
    expect(sum.received).toBe(3337)
    expect(sum.created).toBeGreaterThan(0)
    expect(summands(sum)).toBe(3337)
  })

  it('changes nothing when it runs again', async () => {
    const build = new BuildPage(app.page)
    const before = await build.sum()
    const sum = await build.runToEnd()
    expect(sum).toMatchObject({ received: 3337, created: 0, updated: 0, held: before.held })
    expect(sum.unchanged).toBe(before.created)
    expect(summands(sum)).toBe(3337)
    await build.strip.getByText('(0 new)').waitFor()
  })

  it('tells every outcome by name, and that nothing left this computer', async () => {
    const build = new BuildPage(app.page)
    for (const words of ['created', 'updated', 'left alone', 'duplicates stopped', 'rejected', 'held']) {
      await build.strip.getByRole('button', { name: new RegExp(words) }).waitFor()
    }
    await build.strip.getByText('Nothing left this computer').waitFor()
    expect(complaints).toEqual([])
  })
})

const summands = ({ received: _, ...rest }: Sum): number => Object.values(rest).reduce((all, one) => all + one, 0)
