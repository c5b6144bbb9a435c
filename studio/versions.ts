/** The history of a flow: its versions, what changed between them, and going back, which is a version of its own. */
import type { StoredVersion } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'
import { diffFlows, Failure, type Flow } from '#engine'
import type { FlowDifference, SavedFlow, VersionSummary } from '#protocol'
import type { Context } from './context.ts'
import { openFlow } from './flows.ts'

/** Newest first. Throws Failure flow.not-found. */
export function listVersions(
  context: Context,
  id: string,
  offset: number,
  limit: number,
): { total: number; versions: VersionSummary[] } {
  const now = openFlow(context, id)
  const { total, versions } = context.store.flows.versions.list(id, offset, limit + 1)
  if (total === 0) return { total: 1, versions: offset > 0 ? [] : [summaryOf(context, now, asVersion(now), undefined)] }
  const shown = versions.slice(0, limit)
  return { total, versions: shown.map((one, index) => summaryOf(context, now, one, versions[index + 1])) }
}

const asVersion = ({ revision, hash, savedAt }: SavedFlow): StoredVersion => ({
  revision,
  hash,
  savedAt,
  ran: false,
  proved: false,
})

function summaryOf(
  { store, connectors }: Context,
  now: SavedFlow,
  version: StoredVersion,
  before: StoredVersion | undefined,
): VersionSummary {
  const bodyOf = (hash: string) => (hash === now.hash ? now.flow : store.flows.versions.body(now.flow.id, hash))
  const flow = bodyOf(version.hash)
  const old = before && bodyOf(before.hash)
  return {
    ...version,
    current: version.hash === now.hash,
    steps: Object.keys(flow?.steps ?? {}).length,
    changes: flow && old ? diffFlows(old, flow, connectors).count : 0,
  }
}

/** Throws Failures flow.not-found, version.not-found. */
export function versionOf(context: Context, id: string, revision: number): SavedFlow {
  const now = openFlow(context, id)
  const found = now.revision === revision ? now : context.store.flows.versions.get(id, revision)
  if (!found) throw new Failure('version.not-found', 'permanent', { flow: now.flow.name, revision })
  return found
}

/** Without `to`: up to now. Without `from`: from the version before. Throws Failures flow.not-found, version.not-found. */
export function diffVersions(
  context: Context,
  id: string,
  { from, to, raw = false }: { from?: number | undefined; to?: number | undefined; raw?: boolean | undefined },
): FlowDifference {
  const after = to === undefined ? openFlow(context, id) : versionOf(context, id, to)
  const before = from === undefined ? earlierThan(context, after) : versionOf(context, id, from)
  const { groups, count } = diffFlows(before.flow, after.flow, context.connectors, { raw })
  return { from: before.revision, to: after.revision, groups, count }
}

/** The version before this one; itself when it is the first. */
function earlierThan(context: Context, saved: SavedFlow): SavedFlow {
  const { versions } = context.store.flows.versions.list(saved.flow.id, 0, -1)
  const before = versions.find(({ revision, hash }) => revision < saved.revision && hash !== saved.hash)
  return before ? versionOf(context, saved.flow.id, before.revision) : saved
}

/**
 * Saves the definition of that version as a new revision. Steps that are there now keep their places on the canvas. Throws
 * Failures flow.not-found, version.not-found, flow.conflict.
 */
export function restoreVersion(context: Context, id: string, revision: number, onto: number): SavedFlow {
  const now = openFlow(context, id)
  const { flow } = versionOf(context, id, revision)
  const restored = { ...flow, id, layout: { ...flow.layout, ...placesOf(now.flow, flow) } }
  return context.store.flows.save(restored, onto, context.hash(restored), systemClock.now(), revision)
}

const placesOf = ({ layout }: Flow, { steps }: Flow): Flow['layout'] =>
  Object.fromEntries(Object.entries(layout).filter(([step]) => Object.hasOwn(steps, step)))
