/** Everything that ends a command early, in three sentences: what happened, its effect, what to do next. */
import { CommanderError } from 'commander'
import { Failure, type Problem, type Reason, reasonOf, wordsOf } from '#engine'
import { BlockedFlow } from './blocked-flow.ts'
import { dataFolderIn } from './data-folder.ts'
import { sayAside, sayJson } from './terminal.ts'

/** Prints the error as the command line asked for it; returns the exit status. */
export async function tellError(error: unknown, argv: readonly string[]): Promise<number> {
  const reason = await reasonFor(error, argv)
  const problems = error instanceof BlockedFlow ? error.problems : []
  if (argv.includes('--json')) {
    const more = problems.length > 0 ? { problems: problems.map(problemDocument) } : {}
    sayJson({ error: { ...reasonDocument(reason), ...more } })
  } else {
    const told = problems.length > 0 ? problems : [reason]
    sayAside(told.map(({ code, values }) => sentencesOf(code, values)).join('\n\n'))
  }
  return 1
}

/** The shape of a reason in every JSON document of ours. */
export function reasonDocument({ code, values }: Pick<Reason, 'code' | 'values'>) {
  return { code, ...wordsOf(code, values), values }
}

/** The shape of a problem in every JSON document of ours. */
export function problemDocument({ severity, at, ...reason }: Problem) {
  return { severity, at, ...reasonDocument(reason) }
}

/** One sentence per line. */
export function sentencesOf(code: Reason['code'], values: Reason['values']): string {
  const { what, effect, next } = wordsOf(code, values)
  return [what, effect, next].filter((sentence) => sentence !== '').join('\n')
}

async function reasonFor(error: unknown, argv: readonly string[]): Promise<Reason> {
  if (error instanceof Failure) return reasonOf(error)
  if (error instanceof CommanderError) return reasonOf(usage(error.message.replace(/^error: /, '')))
  const [{ incident }, { failureOf }] = await Promise.all([import('#studio'), import('#adapters/sqlite')])
  const folder = await dataFolderIn(argv)
  const known = failureOf(folder, error)
  return known instanceof Failure ? reasonOf(known) : incident(folder, error)
}

/** A mistake in the words of a command. `why` is a clause without full stop. */
export function usage(why: string): Failure {
  const text = why.replace(/\n/g, ' ').replace(/[.\s]+$/, '')
  return new Failure('usage.invalid', 'permanent', { why: text.charAt(0).toUpperCase() + text.slice(1) })
}
