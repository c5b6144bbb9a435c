/** From a checklist that blocks to a server that works on without the computer on which the flow was drawn. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBundle, parseTrust } from '#adapters/bundle'
import { findPractice } from '#sandbox'
import { root } from '../../build/tools.ts'
import { caller, until } from '../journeys/server-launch.ts'
import {
  cleanUp,
  newFolder,
  type PracticeSaid,
  type Process,
  type ServerSaid,
  startPracticeProcess,
  startServerProcess,
} from '../journeys/server-process.ts'
import { dataFolder, type OpenedApp, openOn } from './browser.ts'
import { BuildPage } from './pages/build-page.ts'
import { watchConsole } from './pages/console-watch.ts'
import { HomePage } from './pages/home-page.ts'
import { LaunchPage } from './pages/launch-page.ts'

const data = dataFolder()
const keyFile = join(newFolder(), 'signer.txt')
let app: OpenedApp
let launch: LaunchPage
let complaints: string[]
let server: Process<ServerSaid>
let liveCrm: Process<PracticeSaid>
let uploads = ''
beforeAll(async () => {
  app = await openOn('web', { dataFolder: data.folder })
  complaints = watchConsole(app.page)
  launch = new LaunchPage(app.page)
  await new HomePage(app.page).openExample()
  await new BuildPage(app.page).card('Read the site list').waitFor()
  await launch.go()
})
afterAll(async () => {
  await app.close()
  await cleanUp()
  data.remove()
})

it('does not let a flow leave while nobody owns it', async () => {
  await launch.row('The flow is complete', 'good').waitFor()
  await launch.row('Somebody owns it', 'missing').waitFor()
  expect(await launch.save.isDisabled()).toBe(true)
  expect(await launch.send.isDisabled()).toBe(true)
})

it('is ready once people have signed and two runs have proved it', async () => {
  await launch.signOwner('Ada')
  await launch.signAlert('Grace')
  await launch.runTwice()
  await app.page.getByRole('heading', { name: 'Ready to send' }).waitFor()
  expect(await launch.send.isEnabled()).toBe(true)
})

it('hands over a file that verifies with the key of its signer and holds no secret', async () => {
  const key = await launch.download(launch.button(/^Save the key file/))
  await key.saveAs(keyFile)
  const file = await launch.download(launch.save)
  expect(file.suggestedFilename()).toMatch(/\.sluice$/)
  const bytes = readFileSync(await file.path())
  const opened = openBundle(bytes, parseTrust(readFileSync(keyFile, 'utf8')))
  expect(opened.flow.owners.logic).toBe('Ada')
  const practice = await findPractice(join(data.folder, 'practice'))
  const secrets = [practice?.systems.hubspot.token, practice?.control.token]
  for (const secret of secrets) {
    expect(secret).toMatch(/.{8}/)
    expect(JSON.stringify(opened)).not.toContain(secret)
    expect(bytes.toString('utf8')).not.toContain(secret)
  }
})

it('arrives paused on a server that trusts the key, and starts only after a live sign-in', async () => {
  server = await startServerProcess(newFolder(), '--trust', keyFile)
  liveCrm = await startPracticeProcess(newFolder(), '--account-type', 'STANDARD')
  await launch.sendTo(server.said.address, server.said.apiToken ?? '')
  await launch.server.getByText('Paused', { exact: true }).waitFor()
  const start = launch.server.getByRole('button', { name: 'Start in production' })
  expect(await start.isDisabled()).toBe(true)
  const { address, token } = liveCrm.said.systems.hubspot
  await launch.signInLive('HubSpot', address, token)
  await start.click()
  await launch.server.getByText('Running', { exact: true }).waitFor()
  uploads = (await launch.server.getByText(/^http.*\/files$/).textContent()) ?? ''
  expect(complaints).toEqual([])
})

it('works on the server after this computer is gone', async () => {
  await app.close()
  data.remove()
  const call = caller(server.said.address, server.said.apiToken)
  const file = readFileSync(join(root, 'examples/early-childhood-messy.csv'))
  const { status, body } = await call('POST', `${uploads}?name=sites.csv`, file)
  expect(status).toBe(202)
  const run = await until(
    () => call('GET', `/api/runs/${body.run}`),
    (answer) => answer.body.state === 'finished',
  )
  expect(run.body).toMatchObject({ received: 3337, unaccounted: 0 })
  const { created } = run.body.outcomes as { created: number }
  const control = caller(liveCrm.said.control.address, liveCrm.said.control.token)
  expect((await control('GET', '/__practice/show/companies?limit=1')).body.total).toBe(created)
  expect(created).toBeGreaterThan(2000)
})
