/** Opens the studio on the data folder for one command, and closes it whatever happens. */
import { resolve } from 'node:path'
import { type Context, openContext, type StudioOptions } from '#studio'
import { type DataOption, dataFolderOf } from './data-folder.ts'

interface ContextOptions extends DataOption {
  /** The practice systems of this other data folder are used. */
  practice?: string
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
  const context = openContext(studio)
  try {
    return await work(context)
  } finally {
    await context.close()
  }
}
