/** Pictures of connecting: the list of systems, a sandbox account with what its check found, its fields, and an import. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { startPractice } from '#sandbox'
import { CLUBS } from '../fixtures/clubs.ts'
import { dataFolder } from './browser.ts'
import { BuildPage } from './pages/build-page.ts'
import { HomePage } from './pages/home-page.ts'
import { InspectorPanel } from './pages/inspector-panel.ts'

export async function walkConnect(page: Page, take: (name: string) => Promise<void>): Promise<void> {
  const data = dataFolder()
  const vendor = await startPractice({ folder: join(data.folder, 'vendor') })
  const { hubspot } = vendor.systems
  const { whole } = new InspectorPanel(page)
  try {
    await new HomePage(page).openExample()
    await new BuildPage(page).card('Create or update the site').click()
    await whole.getByRole('button', { name: 'My own sandbox account' }).click()
    await whole.getByRole('button', { name: 'Sign in to the sandbox' }).waitFor()
    await take('connect-form')
    await whole.getByRole('textbox', { name: 'Address' }).fill(hubspot.address)
    await whole.getByLabel('Private app token', { exact: false }).fill('pat-wrong')
    await whole.getByRole('button', { name: 'Sign in to the sandbox' }).click()
    await whole.getByRole('alert').waitFor()
    await take('connect-refused')
    await whole.getByLabel('Private app token', { exact: false }).fill(hubspot.token)
    await whole.getByRole('button', { name: 'Sign in to the sandbox' }).click()
    await whole.getByText('Works', { exact: true }).waitFor()
    await whole.getByRole('button', { name: 'Read fields from the account' }).click()
    await whole.getByText(/fields were read/).waitFor()
    await take('connect-card')
    await whole.getByRole('button', { name: 'Connect another system' }).click()
    await page.getByRole('dialog', { name: 'Find a system' }).waitFor()
    await take('connect-list')
    await page.keyboard.type('zendesk')
    await page.keyboard.press('Enter')
    await whole.getByRole('button', { name: 'My own sandbox account' }).click()
    await whole.getByRole('textbox', { name: 'Client id' }).waitFor()
    await take('connect-oauth')
    await whole.getByRole('button', { name: 'Connect another system' }).click()
    await page.getByRole('button', { name: 'Import it from its description' }).click()
    await takeImport(page, take)
  } finally {
    await vendor.close()
    data.remove()
  }
}

async function takeImport(page: Page, take: (name: string) => Promise<void>): Promise<void> {
  const dialog = page.getByRole('dialog', { name: /^Import/ })
  await dialog.waitFor()
  await take('import-source')
  const asked = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Choose a file' }).click()
  const buffer = Buffer.from(JSON.stringify(CLUBS))
  await (await asked).setFiles({ name: 'clubs.json', mimeType: 'application/json', buffer })
  await dialog.getByText(/were found/).waitFor()
  await take('import-found')
  await dialog.getByRole('button', { name: /^Answer \d+ questions$/ }).click()
  await dialog.getByText(/^Question 1 of/).waitFor()
  await take('import-question')
  await dialog.getByRole('button', { name: 'Leave the rest open' }).click()
  await dialog.getByRole('button', { name: 'Save it and connect' }).waitFor()
  await take('import-review')
}
