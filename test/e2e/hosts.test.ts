import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../build/tools.ts'
import { openWebHost } from '../../web/index.ts'
import { dataFolder, launchChromium, type OpenedApp, openOn } from './browser.ts'
import { type OpenedDesktop, openDesktop } from './desktop.ts'

const home = (app: OpenedApp) => app.page.getByRole('heading', { name: 'See a safe flow work' })
/** The version stands on Home only after the studio has answered. */
const version = (app: OpenedApp) => app.page.getByText(/^Sluice \d+\.\d+/)

/** Runs in the page itself; the debugging protocol would get around the policy. */
const evaluatedByPage = () =>
  new Promise<string>((resolve) => {
    setTimeout(() => {
      try {
        resolve(String(new Function('return "evaluated"')()))
      } catch (error) {
        resolve((error as Error).name)
      }
    })
  })

describe.each(['web', 'electron'] as const)('on %s', (host) => {
  const data = dataFolder()
  let app: OpenedApp
  beforeAll(async () => {
    app = await openOn(host, { dataFolder: data.folder })
  })
  afterAll(async () => {
    await app.close()
    data.remove()
  })

  it('shows Home, with what the studio says', async () => {
    await home(app).waitFor()
    await version(app).waitFor()
  })

  it('evaluates no text, runs no script written into a page, and fetches nothing from elsewhere', async () => {
    expect(await app.page.evaluate(evaluatedByPage)).toBe('EvalError')
    const inline = await app.page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'document.documentElement.dataset.ran = "yes"'
      document.body.append(script)
      script.remove()
      return document.documentElement.dataset.ran ?? 'refused'
    })
    expect(inline).toBe('refused')
    const elsewhere = await app.page.evaluate(() =>
      fetch('https://example.com/').then(
        () => 'fetched',
        () => 'refused',
      ),
    )
    expect(elsewhere).toBe('refused')
  })

  it('gives the page nothing of Node or Electron', async () => {
    const names = ['require', 'process', 'module', 'Buffer', 'standinSend']
    expect(await app.page.evaluate((names) => names.filter((name) => name in globalThis), names)).toEqual([])
  })

  it('comes back after a reload', async () => {
    await app.page.reload()
    await version(app).waitFor()
  })

  it('goes on after the studio died', async () => {
    const pid = app.studioPid()
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => app.studioPid(), { timeout: 20_000 }).not.toBe(pid)
    await app.page.reload()
    await version(app).waitFor()
    const next = app.studioPid()
    process.kill(next, 'SIGKILL')
    await app.page.getByText('Reconnecting.').waitFor()
    await app.page.getByText('Reconnecting.').waitFor({ state: 'detached' })
    await app.page.getByText('Blank flow').click()
    await home(app).waitFor({ state: 'detached' })
  })
})

describe('on the web', () => {
  it('lets nobody in by a link that was used', async () => {
    const data = dataFolder()
    const app = await openOn('web', { dataFolder: data.folder })
    await version(app).waitFor()
    const other = await app.page.context().browser()?.newPage()
    await other?.goto(`${new URL(app.page.url()).origin}/#a-guess`)
    await other?.getByText('This start link has been used or is too old.').waitFor()
    await app.close()
    data.remove()
  })
})

describe('a window that outlives its host', () => {
  it('is told that the next one on the same address does not know it', async () => {
    const data = dataFolder()
    const options = { dataFolder: data.folder, screenFolder: join(root, 'out/renderer') }
    const first = await openWebHost(options)
    const browser = await launchChromium()
    const page = await browser.newPage()
    await page.goto(first.startLink())
    await page.getByText(/^Sluice \d+\.\d+/).waitFor()
    await first.close()
    await page.getByText('Reconnecting.').waitFor()
    const next = await openWebHost({ ...options, port: Number(new URL(first.origin).port) })
    await page.getByText('This start link has been used or is too old.').waitFor()
    await page.getByText('Reconnecting.').waitFor({ state: 'detached' })
    await browser.close()
    await next.close()
    data.remove()
  })
})

describe('the desktop window', () => {
  const data = dataFolder()
  let app: OpenedDesktop
  beforeAll(async () => {
    app = await openDesktop({ dataFolder: data.folder })
    await home(app).waitFor()
  })
  afterAll(async () => {
    await app.close()
    data.remove()
  })

  it('exposes a few named functions and no more', async () => {
    const names = await app.page.evaluate(() => Object.keys(window.sluice ?? {}).sort())
    expect(names).toEqual(['onMenu', 'openExternal', 'platform', 'requestStudio'])
  })

  it('stays on its own pages', async () => {
    const before = app.page.url()
    await app.page.evaluate(() => location.assign('https://example.com/'))
    await app.page.evaluate(() => location.assign('app://sluice.evil.example/'))
    await home(app).waitFor()
    expect(app.page.url()).toBe(before)
  })

  it('hands https links to the browser of the person and opens nothing else', async () => {
    const { standin } = app
    await app.page.evaluate(() => {
      window.open('file:///etc/passwd')
      window.sluice?.openExternal('javascript:alert(1)')
      window.open('https://example.com/help')
    })
    if (standin) expect((await standin.saw('external')).url).toBe('https://example.com/help')
    await expect.poll(() => app.page.context().pages().length).toBe(1)
  })

  it('grants no permission that a page could ask for', async () => {
    const { standin } = app
    const state = app.page.evaluate(() => navigator.permissions.query({ name: 'geolocation' }).then((one) => one.state))
    expect(await state).not.toBe('granted')
    standin?.send({ do: 'permission', permission: 'media' })
    if (standin) expect((await standin.saw('permission')).granted).toBe(false)
  })

  it('tells the page what was chosen in the menu', async () => {
    const { standin } = app
    if (!standin) return
    await app.page.evaluate(() => window.sluice?.onMenu((command) => document.body.setAttribute('data-menu', command)))
    standin.send({ do: 'menu', id: 'flow.run' })
    await app.page.locator('body[data-menu="flow.run"]').waitFor()
  })

  it('comes to the front when Sluice is started again', async () => {
    const { standin } = app
    if (!standin) return
    standin.send({ do: 'second-instance' })
    await standin.saw('focus')
  })

  it('ends in order', async () => {
    const { standin } = app
    const pid = app.studioPid()
    await app.close()
    if (standin) expect(await standin.exited).toBe(0)
    expect(() => process.kill(pid, 0)).toThrow()
  })
})
