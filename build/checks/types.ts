/** `npm run types`: the types of every runtime. */
import { checkTypes } from './runtimes.ts'

const { ok, output } = await checkTypes()
process.stdout.write(output)
process.exitCode = ok ? 0 : 1
