/** `npm run check`: format, lint, types, dead code and unit tests, in under a minute. */
import { runParts } from './parts.ts'

const results = await runParts()
const seconds = results.reduce((sum, part) => sum + part.seconds, 0)
const failed = results.filter((part) => !part.ok).map((part) => part.name)
process.stdout.write(
  failed.length === 0
    ? `All in order after ${seconds.toFixed(0)} s.\n`
    : `Not in order: ${failed.join(', ')} (${seconds.toFixed(0)} s).\n`,
)
process.exitCode = failed.length === 0 ? 0 : 1
