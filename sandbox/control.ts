// The control API of a practice system, under /__practice: looking at effects, emptying, breaking, stopping.
import { answerForSystem, listSystems } from './control-systems.ts'
import type { FaultDesk } from './faults/desk.ts'
import { FaultsRefused, parseFaults } from './faults/faults.ts'
import { bearerToken, type Call, jsonBody, type Reply } from './http/exchange.ts'
import type { RunningSystem } from './kit/running.ts'
import type { Store } from './store/index.ts'

export const controlPrefix = '/__practice/'

export interface ControlSettings {
  readonly token: string
  readonly store: Store
  readonly faults: FaultDesk
  /** All of them, HubSpot too. */
  readonly systems: readonly RunningSystem[]
  readonly stop: () => void
}

/**
 * GET health, systems; POST stop, reset (all systems). Under the name of a system what `answerForSystem` says. Of HubSpot also
 * without its name: GET show/{type}?limit&offset, faults; POST faults (replaces all; `{}` clears), with its own names of faults.
 * Errors are `{error: text}` with 400, 401 or 404.
 */
export async function answerControl(settings: ControlSettings, call: Call): Promise<Reply> {
  if (bearerToken(call) !== settings.token) return refused(401, 'The control token is missing or wrong')
  const [action, type, kind, more] = call.path.slice(controlPrefix.length).split('/')
  if (more !== undefined) return refused(404, 'There is no such control path')
  const system = settings.systems.find(({ name }) => name === action)
  if (system !== undefined) return answerForSystem(system, call, type ?? '', kind ?? '')
  if (kind !== undefined) return refused(404, 'There is no such control path')
  switch (`${call.method} ${action}`) {
    case 'GET health':
      return { status: 200, body: { system: 'hubspot', pid: process.pid, ready: true } }
    case 'GET systems':
      return listSystems(settings.systems)
    case 'GET show':
      return show(settings.store, type ?? '', call)
    case 'GET faults':
      return { status: 200, body: settings.faults.current() }
    case 'POST faults':
      return setFaults(settings.faults, call)
    case 'POST reset':
      for (const one of settings.systems) await one.reset()
      return { status: 200, body: { reset: true } }
    case 'POST stop':
      setImmediate(settings.stop)
      return { status: 202, body: { stopping: true } }
    default:
      return refused(404, 'There is no such control path')
  }
}

/** HubSpot's objects in order of id and effects in order of key, both from `offset`; `total` counts the living objects. */
function show(store: Store, type: string, call: Call): Reply {
  const limit = Number(call.query.get('limit') ?? 100)
  const offset = Number(call.query.get('offset') ?? 0)
  if (!Number.isInteger(limit) || !Number.isInteger(offset) || limit < 0 || offset < 0) {
    return refused(400, '"limit" and "offset" are whole numbers')
  }
  const objects = store.objects.pageAt(type, offset, limit).map(({ id, properties, createdAt, updatedAt }) => ({
    id,
    properties,
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  }))
  return {
    status: 200,
    body: { objects, effects: store.effects.page(type, offset, limit), total: store.objects.count(type) },
  }
}

function setFaults(faults: FaultDesk, call: Call): Reply {
  try {
    faults.set(parseFaults(jsonBody(call)))
    return { status: 200, body: faults.current() }
  } catch (error) {
    if (error instanceof FaultsRefused || error instanceof SyntaxError) return refused(400, error.message)
    throw error
  }
}

function refused(status: number, error: string): Reply {
  return { status, body: { error } }
}
