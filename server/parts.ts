/** What the routes work with: one of each per server. */
import type { TrustedKey } from '#adapters/bundle'
import type { ServerStore } from '#adapters/sqlite/server-store'
import type { PhonePort, SchemaPort } from '#engine'
import type { Catalogue } from './flows/catalogue.ts'
import type { EventQueue } from './intake/event-queue.ts'
import type { Refusals } from './intake/refusals.ts'
import type { Told } from './intake/told.ts'
import type { KeptFiles } from './runs/kept-files.ts'
import type { RunsHost } from './runs/runs-host.ts'

export interface Parts {
  server: ServerStore
  trusted: readonly TrustedKey[]
  catalogue: Catalogue
  queue: EventQueue
  refusals: Refusals
  told: Told
  files: KeptFiles
  runs: RunsHost
  schema: SchemaPort
  phone: PhonePort
  /** One after another for the same flow: starting, pausing, installing and mapping never cross. */
  inTurn<T>(flow: string, work: () => Promise<T>): Promise<T>
  /** Where this server listens, such as `http://127.0.0.1:4600`. */
  address(): string
}
