/** Everything behind the screen, answering the protocol; the terminal uses the same parts without a screen. */
import { type Context, openContext, type StudioOptions } from './context.ts'
import { createRouter } from './router.ts'

export interface StudioHandle {
  router: ReturnType<typeof createRouter>
  context: Context
  close(): Promise<void>
}

/** Opens the studio on a data folder. Throws the Failures of opening it (data.*). */
export async function openStudio(options: StudioOptions): Promise<StudioHandle> {
  const context = openContext(options)
  return { router: createRouter(context), context, close: () => context.close() }
}

export { defaultDataFolder } from './data-folder.ts'
