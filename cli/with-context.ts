/** Opens the studio on the data folder for one command, and closes it whatever happens. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { asksForPassphrase } from '#adapters/secrets'
import { type Context, openContext, type StudioOptions } from '#studio'
import { type DataOption, dataFolderOf } from './data-folder.ts'
import { typeHidden } from './hidden-prompt.ts'

interface ContextOptions extends DataOption {
  /** The practice systems of this other data folder are used. */
  practice?: string
}

/** Only where a person can type it, and nothing else opens the sign-ins. */
async function askPassphrase(folder: string): Promise<void> {
  if (process.env.SLUICE_PASSPHRASE || !process.stdin.isTTY || !existsSync(folder)) return
  if (asksForPassphrase(folder)) process.env.SLUICE_PASSPHRASE = await typeHidden('Passphrase of the sign-ins')
}

/** Throws the Failures of opening a data folder (data.*). */
export async function withContext<T>(options: ContextOptions, work: (context: Context) => Promise<T>): Promise<T> {
  const maxPages = Number(process.env.SLUICE_TEST_MAX_PAGES)
  const studio: StudioOptions = {
    dataFolder: await dataFolderOf(options),
    host: 'terminal',
    ...(options.practice === undefined ? {} : { practiceFolder: resolve(options.practice) }),
    ...(maxPages > 0 ? { store: { maxPages } } : {}),
  }
  await askPassphrase(studio.dataFolder)
  const context = openContext(studio)
  try {
    return await work(context)
  } finally {
    await context.close()
  }
}
