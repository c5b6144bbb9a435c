/** Where everything is kept: as `--data` says, else where this system keeps such things. */
import { resolve } from 'node:path'

export interface DataOption {
  data?: string
}

/** The studio is only loaded where it must say its default. */
export async function dataFolderOf({ data }: DataOption): Promise<string> {
  if (data !== undefined) return resolve(data)
  const { defaultDataFolder } = await import('#studio')
  return defaultDataFolder()
}

/** The same from the raw words of a command, for errors that happen before they are understood. */
export function dataFolderIn(argv: readonly string[]): Promise<string> {
  const at = argv.findIndex((word) => word === '--data' || word.startsWith('--data='))
  const word = argv[at]
  const data = word?.startsWith('--data=') ? word.slice('--data='.length) : argv[at + 1]
  return dataFolderOf(at < 0 || data === undefined ? {} : { data })
}
