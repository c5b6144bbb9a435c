import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'

/** What it reads while it begins. */
const PARTS = ['pglite.data', 'pglite.wasm', 'initdb.wasm']

/**
 * Begins PostgreSQL on a folder, which takes seconds the first time.
 * @throws when its parts are missing (it would take the whole process along) or the folder cannot be used
 */
export async function beginPostgres(folder: string): Promise<PGlite> {
  const place = partsFolder()
  if (!PARTS.every((part) => existsSync(join(place, part)))) throw new Error('parts of it are missing')
  return PGlite.create(folder)
}

/** Its package; where all is bundled into one file, beside that. */
function partsFolder(): string {
  const here = fileURLToPath(import.meta.url)
  return dirname(here.endsWith('pglite.ts') ? createRequire(here).resolve('@electric-sql/pglite') : here)
}
