import { parseTrust } from '#adapters/bundle'
import { createPhone } from '#adapters/phone'
import { createAjvSchema } from '#adapters/schema'
import { openSecrets } from '#adapters/secrets'
import { openServerStore } from '#adapters/sqlite/server-store'
import { Failure } from '#engine'
import { bundleRoutes } from './api/bundles.ts'
import { fileRoutes } from './api/files.ts'
import { flowRoutes } from './api/flows.ts'
import { hookRoutes } from './api/hooks.ts'
import { runRoutes } from './api/runs.ts'
import { taskRoutes } from './api/tasks.ts'
import { createCatalogue } from './flows/catalogue.ts'
import { keepChecking } from './flows/check-slots.ts'
import { createTurns } from './flows/in-turn.ts'
import { createApp, newIncident, type OnIncident } from './http/create-app.ts'
import { firstToken, isSignedIn } from './http/sign-in.ts'
import { createEventQueue } from './intake/event-queue.ts'
import { createHookHandler, INTAKE_TIMES, type IntakeTimes, isHook } from './intake/hook-handler.ts'
import { createRefusals } from './intake/refusals.ts'
import { createTold } from './intake/told.ts'
import type { Parts } from './parts.ts'
import { createKeptFiles } from './runs/kept-files.ts'
import { createRunsHost } from './runs/runs-host.ts'

export interface ServerOptions {
  dataFolder: string
  /** Texts of key files: bundles signed by one of these keys are taken. */
  trust: readonly string[]
  /** A free one when absent or 0. */
  port?: number
  host?: string
  /** Where others reach this server, when that is not where it listens: behind a proxy that speaks TLS, usually. */
  publicAddress?: string
  /** Replaces the API token by a new one. */
  newToken?: boolean
  /** How long posted events are waited for, and waited on. */
  intakeTimes?: Partial<IntakeTimes>
  onIncident?: OnIncident
}

export interface RunningServer {
  address: string
  /** Told once: at the first start, or after `newToken`. */
  apiToken?: string
  /** Stops taking requests, brings every run to rest, and closes the stores. */
  close(): Promise<void>
}

/** Starts the server and takes up every flow that was running. Throws the Failures of the data folder, of key files, and port.taken. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { dataFolder, newToken = false, onIncident = () => undefined } = options
  const trusted = options.trust.flatMap((text) => parseTrust(text))
  const { server, secrets } = openStores(dataFolder)
  let address = ''
  const parts = createParts({
    server,
    trusted,
    dataFolder,
    onIncident,
    address: () => options.publicAddress ?? address,
  })
  const incident = (error: unknown): string => {
    const number = newIncident()
    onIncident(number, error)
    return number
  }
  const hooks = createHookHandler(parts, { ...INTAKE_TIMES, ...options.intakeTimes }, incident)
  const app = createApp(onIncident, { takes: isHook, answer: hooks })
  addRoutes(app, parts)
  const endChecking = keepChecking(parts, incident)
  const close = async () => {
    await endChecking()
    await app.close()
    await parts.runs.close()
    server.close()
    secrets.close()
  }
  try {
    await parts.runs.open()
    address = await app.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' })
    const apiToken = firstToken(server, newToken)
    await parts.runs.startAll()
    return { address, close, ...(apiToken === undefined ? {} : { apiToken }) }
  } catch (error) {
    await close()
    throw isTaken(error) ? new Failure('port.taken', 'permanent', { port: String(options.port ?? 0) }) : error
  }
}

/** Live sign-ins and webhook secrets are sealed: a server that has some and cannot open them says so at once. */
function openStores(dataFolder: string) {
  const secrets = openSecrets(dataFolder)
  try {
    const { vault } = secrets
    if (vault.names('').length > 0) vault.open()
    return { secrets, server: openServerStore(dataFolder, vault) }
  } catch (error) {
    secrets.close()
    throw error
  }
}

interface Ground extends Pick<Parts, 'server' | 'trusted' | 'address'> {
  dataFolder: string
  onIncident: OnIncident
}

function createParts({ dataFolder, onIncident, ...ground }: Ground): Parts {
  const { server } = ground
  const schema = createAjvSchema()
  const phone = createPhone()
  const catalogue = createCatalogue({ installs: server.installs, schema, phone })
  const files = createKeptFiles(dataFolder)
  const told = createTold()
  const runs = createRunsHost({ dataFolder, server, told, onBug: (error) => onIncident(newIncident(), error) })
  const queue = createEventQueue(server.events, runs.arrived)
  const refusals = createRefusals()
  return { ...ground, catalogue, queue, refusals, told, files, runs, schema, phone, inTurn: createTurns() }
}

function addRoutes(app: ReturnType<typeof createApp>, parts: Parts): void {
  app.addHook('onRequest', async (request) => {
    if (!request.url.startsWith('/api/')) return
    if (!isSignedIn(parts.server, request.headers.authorization)) throw new Failure('server.sign-in', 'sign-in')
  })
  bundleRoutes(app, parts)
  flowRoutes(app, parts)
  fileRoutes(app, parts)
  hookRoutes(app, parts)
  runRoutes(app, parts)
  taskRoutes(app, parts)
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
