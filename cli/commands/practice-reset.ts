/** `sluice practice reset`: empties the practice systems, served or not. */
import { resetPractice } from '#studio'
import type { DataOption } from '../data-folder.ts'
import { practiceFolderOf, withPractice } from '../practice-systems.ts'
import { say } from '../terminal.ts'

export async function reset(options: DataOption): Promise<number> {
  await withPractice(await practiceFolderOf(options), resetPractice)
  say('The practice systems are empty.')
  return 0
}
