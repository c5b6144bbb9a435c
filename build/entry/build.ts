/** `npm run build`: everything that is packaged, into out/. */
import { build } from '../fresh-build.ts'

await build()
