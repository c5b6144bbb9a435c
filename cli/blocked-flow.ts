import { Failure, type Problem } from '#engine'

/** A flow that cannot run: the first problem as a failure, and all of them for people who want to mend it. */
export class BlockedFlow extends Failure {
  readonly problems: readonly Problem[]

  constructor(first: Problem, problems: readonly Problem[]) {
    super(first.code, 'permanent', first.values)
    this.problems = problems
  }
}

/** Throws BlockedFlow when any of the problems blocks. */
export function refuseBlocking(problems: readonly Problem[]): void {
  const blocking = problems.filter(({ severity }) => severity === 'blocks')
  const [first] = blocking
  if (first) throw new BlockedFlow(first, blocking)
}
