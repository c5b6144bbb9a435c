// Descriptions of imported systems are kept in the folder of the practice systems, so that whoever serves them serves these too.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SystemDeclaration } from '../kit/system.ts'
import { type DescribedSystem, describedSystem } from './index.ts'

const folderOf = (folder: string) => join(folder, 'described')

const fileOf = (folder: string, name: string) => {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new Error(`${name} is no name of a system`)
  return join(folderOf(folder), `${name}.json`)
}

export function keepDescribed(folder: string, system: DescribedSystem): void {
  mkdirSync(folderOf(folder), { recursive: true, mode: 0o700 })
  const file = fileOf(folder, system.name)
  writeFileSync(`${file}.new`, JSON.stringify(system), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

export function forgetDescribed(folder: string, name: string): void {
  rmSync(fileOf(folder, name), { force: true })
}

/** Those that are kept. A file that cannot be read is passed over: the others go on being served. */
export function describedIn(folder: string): SystemDeclaration[] {
  return namesIn(folder).flatMap((name) => {
    try {
      return [describedSystem({ ...(JSON.parse(readFileSync(fileOf(folder, name), 'utf8')) as DescribedSystem), name })]
    } catch {
      return []
    }
  })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folderOf(folder)).flatMap((file) => /^([a-z0-9][a-z0-9-]*)\.json$/.exec(file)?.[1] ?? [])
  } catch {
    return []
  }
}
