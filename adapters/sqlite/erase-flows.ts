/** Samples of a person in flows: as they are now, in their history, and in the definitions that ran. */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type Database from 'better-sqlite3'
import type { Flow, Json, PersonFinder } from '#engine'
import { FlowStore } from './flow-store.ts'

interface Cleaned {
  flow: Flow
  removed: number
}

/** The flow without the samples of the person. Its other settings stay: they say what the flow does. */
function withoutSamples(flow: Flow, finder: PersonFinder): Cleaned {
  let removed = 0
  const clean = <T extends Flow['steps']>(steps: T): T => {
    const next = Object.entries(steps).map(([id, step]) => {
      const { samples } = step.settings
      if (!Array.isArray(samples)) return [id, step] as const
      const kept = samples.filter((sample) => !finder.in(sample))
      removed += samples.length - kept.length
      return [
        id,
        kept.length === samples.length ? step : { ...step, settings: { ...step.settings, samples: kept } },
      ] as const
    })
    return Object.fromEntries(next) as T
  }
  const steps = clean(flow.steps)
  const inside = Object.entries(flow.subflows ?? {}).map(([id, one]) => [id, { ...one, steps: clean(one.steps) }])
  if (removed === 0) return { flow, removed }
  return { flow: { ...flow, steps, ...(flow.subflows ? { subflows: Object.fromEntries(inside) } : {}) }, removed }
}

/** What the flows hold of the person, now and before. */
export function flowsWith(db: Database.Database, finder: PersonFinder) {
  const flows: string[] = []
  const settings: string[] = []
  let samples = 0
  for (const body of db.prepare('SELECT body FROM flows').pluck().all() as string[]) {
    if (!finder.maybe(body)) continue
    const flow = JSON.parse(body) as Flow
    const cleaned = withoutSamples(flow, finder)
    samples += cleaned.removed
    if (cleaned.removed > 0) flows.push(flow.id)
    for (const { title, settings: own } of Object.values(cleaned.flow.steps)) {
      if (finder.inText(JSON.stringify(own)) || finder.in(own as Json)) settings.push(`${flow.name}: ${title}`)
    }
  }
  const old = storedBodies(db).filter(({ text }) => finder.maybe(text))
  const versions = old.filter(({ text }) => withoutSamples(JSON.parse(text) as Flow, finder).removed > 0).length
  return { flows, settings, samples, versions }
}

/** A flow that loses samples is saved as a new revision; earlier ones lose them under the hash that they are known by. */
export function eraseFromFlows(
  db: Database.Database,
  folder: string,
  finder: PersonFinder,
  { hash, now }: { hash(flow: Flow): string; now: number },
): Record<string, number> {
  const counts: Record<string, number> = {}
  const store = new FlowStore(db, folder)
  for (const { flow, revision } of store.list()) {
    const cleaned = withoutSamples(flow, finder)
    if (cleaned.removed === 0) continue
    store.save(cleaned.flow, revision, hash(cleaned.flow), now)
    counts.samples = (counts.samples ?? 0) + cleaned.removed
  }
  for (const one of storedBodies(db)) {
    if (!finder.maybe(one.text)) continue
    const cleaned = withoutSamples(JSON.parse(one.text) as Flow, finder)
    if (cleaned.removed === 0) continue
    const text = JSON.stringify(cleaned.flow)
    const body = one.table === 'definitions' ? text : deflateRawSync(text)
    db.prepare(`UPDATE ${one.table} SET body = ? WHERE flow = ? AND hash = ?`).run(body, one.flow, one.hash)
    counts.versions = (counts.versions ?? 0) + 1
  }
  return counts
}

interface StoredBody {
  table: 'definitions' | 'version_bodies'
  flow: string
  hash: string
  text: string
}

function storedBodies(db: Database.Database): StoredBody[] {
  const ran = db.prepare('SELECT flow, hash, body FROM definitions').all() as {
    flow: string
    hash: string
    body: string
  }[]
  const kept = db.prepare('SELECT flow, hash, body FROM version_bodies').all() as {
    flow: string
    hash: string
    body: Buffer
  }[]
  return [
    ...ran.map(({ flow, hash, body }) => ({ table: 'definitions' as const, flow, hash, text: body })),
    ...kept.map(({ flow, hash, body }) => ({
      table: 'version_bodies' as const,
      flow,
      hash,
      text: inflateRawSync(body).toString(),
    })),
  ]
}
