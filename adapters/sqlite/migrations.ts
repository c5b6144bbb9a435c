/** The database's shape, version by version. A version that was released is never edited; a change appends one file and one line. */

import { DRIFT } from './migrations/drift.ts'
import { ECHOES } from './migrations/echoes.ts'
import { FIRST } from './migrations/first.ts'
import { HOLDS } from './migrations/holds.ts'
import { IMPORTS } from './migrations/imports.ts'
import { LEAN_WRITES } from './migrations/lean-writes.ts'
import { LINEAGE } from './migrations/lineage.ts'
import { MARKS } from './migrations/marks.ts'
import { MODELS } from './migrations/models.ts'
import { RETENTION } from './migrations/retention.ts'
import { SMALL_ROWS } from './migrations/small-rows.ts'
import { UNDO } from './migrations/undo.ts'
import { VERSIONS } from './migrations/versions.ts'

export const MIGRATIONS: readonly string[] = [
  FIRST,
  SMALL_ROWS,
  VERSIONS,
  ECHOES,
  LINEAGE,
  HOLDS,
  UNDO,
  LEAN_WRITES,
  RETENTION,
  MARKS,
  MODELS,
  DRIFT,
  IMPORTS,
]
