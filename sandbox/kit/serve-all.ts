import type { Store } from '../store/index.ts'
import { keepSystemKeys } from './keys.ts'
import { keepPorts, keptPorts } from './ports.ts'
import type { Place, PracticeSystem, RunningSystem } from './running.ts'
import { serveOther } from './serve-other.ts'
import { serveSystem } from './serve-system.ts'

export interface ServeAllSettings {
  readonly folder: string
  readonly store: Store
  readonly limited: boolean
  readonly now: () => number
  readonly stopping: AbortSignal
}

/** Serves every system on a port of its own: the one it had before, where that is free. All are closed when one cannot be served. */
export async function serveAll(
  systems: readonly PracticeSystem[],
  settings: ServeAllSettings,
): Promise<RunningSystem[]> {
  const { folder } = settings
  const keys = keepSystemKeys(
    folder,
    systems.map((system) => ({ name: system.name, ...keyOf(system) })),
  )
  const ports = keptPorts(folder)
  const serving = systems.map((system) => {
    const own = keys.get(system.name)
    if (own === undefined) throw new Error(`There is no key for the practice ${system.name}`)
    return serve(system, { ...settings, keys: own, port: ports.get(system.name) ?? 0 })
  })
  const ended = await Promise.allSettled(serving)
  const running = ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = ended.find((one) => one.status === 'rejected')
  if (failed !== undefined) {
    await Promise.all(running.map((one) => one.close()))
    throw failed.reason
  }
  keepPorts(folder, new Map(running.map(({ name, port }) => [name, port])))
  return running
}

const serve = (system: PracticeSystem, place: Place): Promise<RunningSystem> =>
  'serve' in system ? serveOther(system, place) : serveSystem(system, place)

function keyOf(system: PracticeSystem): { keyOf?: (random: string) => string } {
  const key = 'serve' in system ? system.key : system.signIn.key
  return key === undefined ? {} : { keyOf: key }
}
