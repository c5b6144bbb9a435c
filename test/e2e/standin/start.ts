/** `node --import register.ts start.ts MAIN [arguments]`: runs the main process of the app on the stand-in. */
import { pathToFileURL } from 'node:url'
import { app } from './app.ts'

const LOAD_LIMIT = 10_000

const stuck = setTimeout(() => {
  process.stderr.write('The main process did not finish loading: is there a top-level `await app.whenReady()`?\n')
  process.exit(13)
}, LOAD_LIMIT)
await import(pathToFileURL(process.argv[2] ?? '').href)
clearTimeout(stuck)
app.moduleEvaluated()
