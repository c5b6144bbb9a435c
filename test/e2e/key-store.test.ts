/** The desktop keeps the key of all sign-ins in the key store that main reaches, and finds it there at the next start. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openSecrets } from '#adapters/secrets'
import { openSignInTables } from '#adapters/sqlite/sign-ins'
import { openDesktop } from './desktop.ts'

/** In which ways the data key can be opened; each with what it is wrapped as. */
function waysIn(folder: string): Map<string, string> {
  if (!existsSync(join(folder, 'sign-ins.db'))) return new Map()
  const tables = openSignInTables(folder)
  try {
    return tables.keys.all()
  } finally {
    tables.close()
  }
}

it('the key lies in the key store, and is the same at the next start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-key-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const first = await openDesktop({ dataFolder: folder })
  // A real Electron reaches the key store of this computer, which may have none.
  const way = first.standin ? 'host' : expect.stringMatching(/^(host|file)$/)
  await expect.poll(() => [...waysIn(folder).keys()]).toEqual([way])
  const kept = waysIn(folder)
  await first.close()
  const second = await openDesktop({ dataFolder: folder })
  await second.page.getByRole('heading').first().waitFor()
  await second.close()
  expect(waysIn(folder)).toEqual(kept)
  if (!first.standin) return
  // No file on the disk opens it.
  const secrets = openSecrets(folder, { keys: join(folder, 'none'), passphrase: '' })
  onTestFinished(() => secrets.close())
  expect(() => secrets.vault.open()).toThrowError(expect.objectContaining({ code: 'secrets.desktop-only' }))
})
