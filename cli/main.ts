/** The studio from a terminal. */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Half of the time to start goes into reading our own files: the second start finds them prepared.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/sluice/compiled'))
const { runCommandLine } = await import('./command-line.ts')

// Whoever reads our output may stop reading, as `head` does: that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
}
process.exitCode = await runCommandLine(process.argv.slice(2))
