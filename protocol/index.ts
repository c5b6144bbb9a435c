/** The typed requests, replies and events between screen and studio. One contract, two carriers. */

import type { ContractRouterClient } from '@orpc/contract'
import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { Connector } from '#engine'
import { connections } from './connections.ts'
import { drift } from './drift.ts'
import { files } from './files.ts'
import { flows } from './flows.ts'
import { forecast } from './forecast.ts'
import { holdList } from './hold.ts'
import { imports } from './imports.ts'
import { launch } from './launch.ts'
import { models } from './models.ts'
import { pausing, people } from './people.ts'
import { practice } from './practice.ts'
import { privacy } from './privacy.ts'
import { runs } from './runs.ts'
import { as } from './shapes.ts'
import { triggers } from './triggers.ts'
import { undo } from './undo.ts'
import { contracts, versions } from './versions.ts'

export const contract = {
  app: {
    /** What each system offers, for checks and forms in the screen. */
    connectors: oc.output(as<Readonly<Record<string, Connector>>>()),
    info: oc.output(
      z.object({ version: z.string(), host: z.enum(['electron', 'web', 'terminal']), dataFolder: z.string() }),
    ),
  },
  flows,
  versions,
  contracts,
  connections,
  files,
  runs,
  practice,
  launch,
  forecast,
  models,
  triggers,
  holdList,
  undo,
  people,
  pausing,
  privacy,
  drift,
  imports,
}

/** What the screen holds: every request of the contract as a typed function. */
export type Studio = ContractRouterClient<typeof contract>

export type * from './connections.ts'
export type * from './desktop-bridge.ts'
export type * from './drift.ts'
export type * from './files.ts'
export type * from './flows.ts'
export type * from './hold.ts'
export type * from './imports.ts'
export type * from './launch.ts'
export type * from './people.ts'
export type * from './practice.ts'
export type * from './privacy.ts'
export type * from './runs.ts'
export * from './screen-policy.ts'
export type * from './triggers.ts'
export type * from './undo.ts'
export type * from './versions.ts'
