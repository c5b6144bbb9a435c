/** The installed flows, opened: each bundle is verified again when it is read, with the key that it was installed by. */
import { type OpenedBundle, openBundle, parseTrust } from '#adapters/bundle'
import type { InstalledFlow } from '#adapters/sqlite/server-store'
import { compilePlan, Failure, type Json, type PhonePort, type Plan, type SchemaPort, type SourceKind } from '#engine'

export interface OpenedVersion {
  bundle: OpenedBundle
  plan: Plan
  /** Where its records come from. */
  intake: SourceKind
  /** Settings of the step that they come from. */
  start: Record<string, Json>
}

export interface KnownFlow extends OpenedVersion {
  installed: InstalledFlow
}

export interface Catalogue {
  /** The version of a flow that runs, or will when started. Throws flow.not-found. */
  flow(id: string): KnownFlow
  all(): KnownFlow[]
  /** Any installed version. Throws flow.not-found. */
  version(flow: string, version: number): OpenedVersion
}

export interface CatalogueNeeds {
  installs: {
    all(): InstalledFlow[]
    find(flow: string): InstalledFlow | undefined
    bundle(flow: string, version: number): { bundle: Uint8Array; trust: string } | undefined
  }
  schema: SchemaPort
  phone: PhonePort
}

export function createCatalogue({ installs, schema, phone }: CatalogueNeeds): Catalogue {
  const opened = new Map<string, OpenedVersion>()

  const version = (flow: string, number: number): OpenedVersion => {
    const key = `${flow} ${number}`
    const known = opened.get(key)
    if (known) return known
    const kept = installs.bundle(flow, number)
    if (!kept) throw new Failure('flow.not-found', 'permanent', { flow })
    const bundle = openBundle(kept.bundle, parseTrust(kept.trust), `${flow}, version ${number}`)
    const fresh = openVersion(bundle, schema, phone)
    opened.set(key, fresh)
    return fresh
  }
  const withVersion = (installed: InstalledFlow): KnownFlow => ({
    installed,
    ...version(installed.flow, installed.version),
  })

  return {
    version,
    all: () => installs.all().map(withVersion),
    flow(id) {
      const installed = installs.find(id)
      if (!installed) throw new Failure('flow.not-found', 'permanent', { flow: id })
      return withVersion(installed)
    },
  }
}

/** Compiles what a bundle holds. Throws the failure that stands against running it. */
export function openVersion(bundle: OpenedBundle, schema: SchemaPort, phone: PhonePort): OpenedVersion {
  const { flow, hash, connectors } = bundle
  const plan = compilePlan(flow, { hash, connectors, schema, phone })
  const behaviour = plan.steps[plan.source]?.behaviour
  if (behaviour?.role !== 'source') throw new Failure('flow.no-source', 'permanent')
  return { bundle, plan, intake: behaviour.source, start: flow.steps[plan.source]?.settings ?? {} }
}
