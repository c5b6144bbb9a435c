/** The studio from a terminal. */
import { runCommandLine } from './command-line.ts'

// Whoever reads our output may stop reading, as `head` does: that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
}
process.exitCode = await runCommandLine(process.argv.slice(2))
