/** From the words of a command to an exit status. What goes wrong anywhere is told here, once, in the words of the code table. */
import { CommanderError } from 'commander'
import { createProgram } from './program.ts'

/** Runs one command; resolves to the exit status of the process. Never rejects. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  let status = 0
  const program = createProgram((ended) => {
    status = ended
  })
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return status
  } catch (error) {
    // Help that was not asked for, because no command was given, was printed to standard error.
    if (error instanceof CommanderError && error.code === 'commander.help') return 1
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    const { tellError } = await import('./tell-error.ts')
    return tellError(error, argv)
  }
}
