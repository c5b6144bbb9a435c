/** Takes up a run by itself, on the definition that it began with, whatever the flow is by now. */
import type { RunHandle, RunRequest } from '#adapters/run'
import type { StoredRun } from '#adapters/sqlite'
import { type Access, Failure, type Flow, type Source } from '#engine'
import type { Context } from './context.ts'
import { keptFile } from './files.ts'
import { inputOf } from './input.ts'
import { POLL } from './poll-input.ts'
import { findRun, refuseIncomplete } from './runs.ts'
import { placeOf, practiceAccess, targetOf } from './slots.ts'

/** What a run is made of. */
export interface Version {
  flow: Flow
  hash: string
  revision: number
}

/** Where the connections lead: the practice systems, or (for live runs) where a person says. */
export type LiveAccess = Readonly<Record<string, Access>> | undefined

export interface Place {
  access: Readonly<Record<string, Access>>
  target: string
}

/** Throws Failure run.live-elsewhere when nobody says where the live systems are. */
export async function placeFor(
  context: Context,
  flow: Flow,
  mode: 'practice' | 'live',
  live: LiveAccess,
): Promise<Place> {
  if (mode === 'practice') {
    const access = await practiceAccess(context, flow)
    return {
      access,
      target: targetOf(Object.fromEntries(Object.entries(access).map(([id, { target }]) => [id, target]))),
    }
  }
  if (!live) throw new Failure('run.live-elsewhere', 'permanent')
  const places = Object.entries(live).map(([id, { address }]) => [
    id,
    placeOf(flow.connections[id]?.connector ?? '', address),
  ])
  return { access: live, target: targetOf(Object.fromEntries(places)) }
}

/** The same, and only if it is where the run wrote. Throws Failure run.other-target otherwise. */
export async function placeOfRun(context: Context, { view, target }: StoredRun, live: LiveAccess): Promise<Place> {
  const place = await placeFor(context, definitionOf(context, view.flow, view.hash), view.mode, live)
  if (place.target !== target) throw new Failure('run.other-target', 'permanent')
  return place
}

/** Throws Failure flow.not-found when the definition is kept no more. */
export function definitionOf({ store }: Context, flow: string, hash: string): Flow {
  const definition = store.flows.definition(flow, hash)
  if (!definition) throw new Failure('flow.not-found', 'permanent', { flow })
  return definition
}

/** The flow as it is saved; one that only ran from a file, as it ran last. Throws Failure flow.not-found. */
export function flowNow(context: Context, id: string): Version {
  const saved = context.store.flows.get(id)
  if (saved) return saved
  const [last] = context.store.runs.list(id, 1)
  if (!last) throw new Failure('flow.not-found', 'permanent', { flow: id })
  const { hash, revision } = last.view
  return { flow: definitionOf(context, id, hash), hash, revision }
}

export const REPLAY = 'replay '

/** Records of a replay, as they were kept when it was asked for. */
export function replaySource({ store }: Context, replay: string): Source {
  return {
    async *read({ taken }, batchSize) {
      for (let from = taken; ; ) {
        const records = store.holds.replayed(replay, from, batchSize)
        if (records.length === 0) return
        from += records.length
        yield { records, position: { taken: from } }
      }
    },
  }
}

/** Throws Failures run.not-found, run.over, run.busy, run.other-target, run.other-input, run.live-elsewhere. */
export async function resumeRun(context: Context, run: string, live?: LiveAccess): Promise<RunHandle> {
  const stored = findRun(context, run)
  const { flow: id, hash, revision, mode, input: name } = stored.view
  const { fingerprint, file } = stored
  if (stored.view.state === 'finished') throw new Failure('run.over', 'permanent')
  const flow = definitionOf(context, id, hash)
  refuseIncomplete(context, flow)
  const { access, target } = await placeOfRun(context, stored, live)
  const source = sourceOf(context, flow, stored, access)
  const input = { name, fingerprint, ...(file === '' ? {} : { file }) }
  const request: RunRequest = { flow, hash, revision, mode, input, source, access, target, resume: run }
  return context.runner.start(request)
}

const NOTHING: Source = { async *read() {} }

function sourceOf(
  context: Context,
  flow: Flow,
  { view, fingerprint, file }: StoredRun,
  access: Place['access'],
): Source {
  const { taken, done } = context.store.runs.journal(view.run).position()
  if (done) return NOTHING
  if (fingerprint.startsWith(REPLAY)) return replaySource(context, fingerprint)
  const input = inputOf(context, flow, { instead: file === '' ? undefined : keptFile(context, file), access })
  // A look that brought nothing yet may be made anew; half of one cannot be told from what the system has now.
  if (fingerprint.startsWith(POLL) && input.fingerprint.startsWith(POLL) && taken === 0) return input.source
  if (input.fingerprint !== fingerprint) throw new Failure('run.other-input', 'permanent', { input: view.input })
  return input.source
}
