/** Which versions of shared contracts a contract was made from, one after another. */
import { Failure } from './failure.ts'

export interface SharedVersion {
  id: string
  version: number
}

/**
 * From the version itself back to the first one that was made from nothing. `basisOf` gives what a version was made from.
 * Throws Failure contract.refers-to-itself when one comes again, as only an edited data folder can have it.
 */
export function lineageOf(
  start: SharedVersion,
  basisOf: (one: SharedVersion) => SharedVersion | undefined,
): SharedVersion[] {
  const path: SharedVersion[] = []
  const seen = new Set<string>()
  for (let one: SharedVersion | undefined = start; one; one = basisOf(one)) {
    const name = `${one.id} ${one.version}`
    if (seen.has(name)) throw new Failure('contract.refers-to-itself', 'permanent', circleOf(start, path, one))
    seen.add(name)
    path.push(one)
  }
  return path
}

const circleOf = (start: SharedVersion, path: readonly SharedVersion[], again: SharedVersion) => ({
  contract: start.id,
  path: [...path, again].map(({ id, version }) => `${id} version ${version}`).join(' → '),
})
