/** Connecting where the step is: an own sandbox account, by key and in the browser, how its sign-in stands, and the way back. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { type Practice, startPractice } from '#sandbox'
import { CLUBS } from '../fixtures/clubs.ts'
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
/** Somebody's own sandbox accounts: practice systems beside those of the app. */
let vendor: Practice

beforeAll(async () => {
  vendor = await startPractice({ folder: join(data.folder, 'vendor') })
  app = await openOn('web', { dataFolder: join(data.folder, 'data') })
  await app.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  complaints = watchConsole(app.page)
  build = new BuildPage(app.page)
  inspector = new InspectorPanel(app.page)
  await new HomePage(app.page).openExample()
  await build.card('Create or update the site').click()
})
afterAll(async () => {
  await app.close()
  await vendor.close()
  data.remove()
})

const own = () => inspector.whole.getByRole('button', { name: 'My own sandbox account' })
const card = (system: string) => inspector.whole.getByRole('region', { name: `Sign-in at ${system}` })

async function signInByKey(address: string, key: string): Promise<void> {
  await inspector.whole.getByRole('textbox', { name: 'Address' }).fill(address)
  await inspector.whole.getByLabel('Private app token', { exact: false }).fill(key)
  await inspector.whole.getByRole('button', { name: 'Sign in to the sandbox' }).click()
}

/** A practice CRM whose account says that it is live. */
async function liveCrm(): Promise<Practice> {
  const { folder, remove } = dataFolder()
  const live = await startPractice({ folder, accountType: 'STANDARD', systems: [] })
  onTestFinished(async () => {
    await live.close()
    remove()
  })
  return live
}

it('refuses a key that is not accepted, an address where nothing is, and a live account, each in plain words', async () => {
  const { hubspot } = vendor.systems
  await own().click()
  const refusal = (words: RegExp) => inspector.whole.getByRole('alert').filter({ hasText: words }).waitFor()
  await signInByKey(hubspot.address, 'pat-wrong')
  await refusal(/sign-in/)
  await signInByKey('http://127.0.0.1:9', hubspot.token)
  await refusal(/127\.0\.0\.1:9/)
  const live = (await liveCrm()).systems.hubspot
  await signInByKey(live.address, live.token)
  await refusal(/live/)
  expect(await card('HubSpot').count()).toBe(0)
})

it('takes the sandbox account, checks it, and shows the secret to nobody', async () => {
  const { address, token } = vendor.systems.hubspot
  await signInByKey(address, token)
  await card('HubSpot').getByText('Works').waitFor()
  await card('HubSpot').getByText(`Reachable at ${address}`).waitFor()
  await card('HubSpot').getByText('Sign-in accepted').waitFor()
  await card('HubSpot').getByText('An app or a service account').waitFor()
  await card('HubSpot').getByText('crm.objects.companies.write').waitFor()
  expect(await app.page.content()).not.toContain(token)
  expect(await app.page.getByLabel('Private app token', { exact: false }).count()).toBe(0)
})

it('says which permission is missing, and copies what IT has to be asked for', async () => {
  const change = (faults: object) =>
    fetch(`${vendor.systems.hubspot.address}/__practice/faults`, {
      method: 'POST',
      headers: { authorization: `Bearer ${vendor.control.token}` },
      body: JSON.stringify(faults),
    })
  await change({ withoutPermissions: ['crm.objects.companies.write'] })
  await card('HubSpot').getByRole('button', { name: 'Check again' }).click()
  await card('HubSpot').getByText('Permissions missing').waitFor()
  await card('HubSpot').getByText('crm.objects.companies.write: missing').waitFor()
  await card('HubSpot').getByRole('button', { name: 'Request for your IT' }).click()
  const copied = () => app.page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(copied).toContain('crm.objects.companies.write')
  await change({})
  await card('HubSpot').getByRole('button', { name: 'Check again' }).click()
  await card('HubSpot').getByText('Works').waitFor()
})

it('goes back to the practice system, and to the saved account without signing in anew', async () => {
  await inspector.whole.getByRole('button', { name: 'Practice system', exact: true }).click()
  await card('HubSpot').waitFor({ state: 'detached' })
  await own().click()
  await inspector.whole.getByRole('combobox', { name: 'Sign-in', exact: true }).click()
  await app.page.getByRole('option').first().click()
  await inspector.whole.getByRole('button', { name: 'Use this sign-in' }).click()
  await card('HubSpot').getByText('Works').waitFor()
})

it('reads the fields of the account into the mapping, and says what is new there', async () => {
  const { address, token } = vendor.systems.hubspot
  await inspector.whole.getByRole('button', { name: 'Read fields from the account' }).click()
  await inspector.whole.getByText(/fields were read/).waitFor()
  const fuel = {
    name: 'fuel',
    label: 'Fuel',
    type: 'enumeration',
    fieldType: 'select',
    groupName: 'companyinformation',
  }
  const options = ['Gas', 'Oil'].map((label, displayOrder) => ({ label, value: label, displayOrder, hidden: false }))
  const made = await fetch(`${address}/crm/v3/properties/companies`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...fuel, options }),
  })
  expect(made.status).toBe(201)
  await inspector.whole.getByRole('button', { name: 'Read fields again' }).click()
  await inspector.whole.getByText('New: Fuel').waitFor()
  await inspector.whole.getByRole('searchbox', { name: 'Find a target field' }).fill('fuel')
  await inspector.whole.getByText('One of: Gas, Oil').waitFor()
  await build.undo()
  await inspector.whole.getByText('One of: Gas, Oil').waitFor({ state: 'detached' })
  await build.redo()
  await inspector.whole.getByText('One of: Gas, Oil').waitFor()
  // What the system itself fills is there, and not offered.
  await inspector.whole.getByRole('searchbox', { name: 'Find a target field' }).fill('create date')
  expect(await inspector.whole.getByRole('combobox', { name: /^Create Date comes from/i }).count()).toBe(0)
})

it('connects another system from a list by family, found by typing, and one undo takes it back', async () => {
  await inspector.whole.getByRole('button', { name: 'Connect another system' }).click()
  const list = app.page.getByRole('dialog', { name: 'Find a system' })
  await list.getByText('CRM', { exact: true }).waitFor()
  await list.getByRole('option', { name: /^PagerDuty events.*Not proved yet/ }).waitFor()
  await app.page.keyboard.type('help desk')
  await app.page.keyboard.press('Enter')
  const chosen = inspector.whole.getByRole('combobox', { name: 'Connection', exact: true })
  await expect.poll(() => chosen.innerText()).toContain('Zendesk')
  await build.undo()
  await expect.poll(() => chosen.innerText()).toContain('CRM')
  await build.redo()
  await expect.poll(() => chosen.innerText()).toContain('Zendesk')
})

it('waits for the browser, and is cancelled with all but nothing lost', async () => {
  const silent = createServer((_request, response) => response.end('Thinking about it.'))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void silent.close())
  await own().click()
  await inspector.whole
    .getByRole('textbox', { name: 'Address' })
    .fill(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`)
  await inspector.whole.getByRole('textbox', { name: 'Client id' }).fill('my-app')
  const [opened] = await Promise.all([
    app.page.waitForEvent('popup'),
    inspector.whole.getByRole('button', { name: 'Sign in…' }).click(),
  ])
  await inspector.whole.getByText('Waiting for your browser', { exact: false }).waitFor()
  await opened.close()
  await inspector.whole.getByRole('button', { name: 'Cancel the sign-in' }).click()
  const client = inspector.whole.getByRole('textbox', { name: 'Client id' })
  await client.waitFor()
  expect(await client.inputValue()).toBe('my-app')
  expect(await inspector.whole.getByRole('alert').count()).toBe(0)
})

it('signs in in the browser, and goes on by itself', async () => {
  const { address = '', oauth } = vendor.systems.zendesk ?? {}
  if (!oauth) throw new Error('The practice help desk hands out no app')
  await inspector.whole.getByRole('textbox', { name: 'Address' }).fill(address)
  await inspector.whole.getByRole('textbox', { name: 'Client id' }).fill(oauth.clientId)
  await inspector.whole.getByLabel('Client secret', { exact: false }).fill(oauth.clientSecret)
  const [opened] = await Promise.all([
    app.page.waitForEvent('popup'),
    inspector.whole.getByRole('button', { name: 'Sign in…' }).click(),
  ])
  await opened.getByRole('button', { name: 'Allow' }).click()
  await card('Zendesk').getByText('Works').waitFor()
  await card('Zendesk').getByText('Renewed by itself').waitFor()
  await opened.close()
})

it('imports a system from its description: questions one by one, and it can be written to at once', async () => {
  await inspector.whole.getByRole('button', { name: 'Connect another system' }).click()
  await app.page.getByRole('button', { name: 'Import it from its description' }).click()
  const dialog = app.page.getByRole('dialog', { name: /^Import/ })
  const asked = app.page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Choose a file' }).click()
  const buffer = Buffer.from(JSON.stringify(CLUBS))
  await (await asked).setFiles({ name: 'clubs.json', mimeType: 'application/json', buffer })
  await dialog.getByText(/were found/).waitFor()
  await dialog.getByRole('button', { name: /^Answer \d+ questions$/ }).click()
  const first = dialog.getByRole('group', { name: 'Is that address one for trying things out, where no real data is?' })
  const suggested = first.getByRole('radio', { name: /^No, real data is there/ })
  await expect.poll(() => suggested.evaluate((radio) => radio === document.activeElement)).toBe(true)
  await app.page.keyboard.press('Enter')
  await dialog.getByText(/^Question 2 of/).waitFor()
  await dialog.getByRole('button', { name: 'Back', exact: true }).click()
  await first.waitFor()
  await dialog.getByRole('button', { name: 'Leave the rest open' }).click()
  await dialog.getByText('Not safe to repeat', { exact: false }).first().waitFor()
  await dialog.getByRole('button', { name: 'Save it and connect' }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect
    .poll(() => inspector.whole.getByRole('combobox', { name: 'Connection', exact: true }).innerText())
    .toContain(CLUBS.info.title)
  await inspector.whole.getByRole('combobox', { name: 'What to write', exact: true }).click()
  await app.page
    .getByRole('option', { name: /member/i })
    .first()
    .click()
  await inspector.whole.getByText(/^\d+ of \d+ filled$/).waitFor()
  expect(complaints).toEqual([])
})
