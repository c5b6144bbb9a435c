/** `sluice practice reset`: empties the practice systems, served or not. */
import { resetPractice } from '#studio'
import type { DataOption } from '../data-folder.ts'
import { practiceFolderOf, withPractice } from '../practice-systems.ts'
import { say } from '../terminal.ts'

/** One system, or all of them. Throws Failure practice.unknown. */
export async function reset(system: string | undefined, options: DataOption): Promise<number> {
  await withPractice(await practiceFolderOf(options), (addresses) => resetPractice(addresses, system))
  say(
    system === undefined
      ? 'The practice systems are as they were at first.'
      : `The practice system ${system} is as it was at first.`,
  )
  return 0
}
