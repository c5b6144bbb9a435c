/** Before the first browser test: the app is built, and a Chromium stands ready for all of them. */
import { ensureBuilt } from '../../build/fresh-build.ts'
import { chromiumPath } from './chromium.ts'

export default async function setup(): Promise<void> {
  process.env.SLUICE_CHROMIUM = await chromiumPath()
  await ensureBuilt()
}
