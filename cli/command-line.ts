/** From the words of a command to an exit status. What goes wrong anywhere is told here, once, in the words of the code table. */
import { type Command, CommanderError } from 'commander'
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
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    const { tellError } = await import('./tell-error.ts')
    return tellError(withUsage(error, program), argv)
  }
}

/** No command at all prints the help, as an error. */
function withUsage(error: unknown, program: Command): unknown {
  if (!(error instanceof CommanderError)) return error
  if (error.code !== 'commander.help') return error
  return Object.assign(error, { message: `Say what to do, such as "${program.name()} run childcare-sites"` })
}
