/** Contracts that flows share: published from a flow, taken into others, and updated there when a person says so. */
import type { StoredContract } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'
import {
  type Contract,
  type ContractChange,
  classifyChange,
  Failure,
  type Flow,
  lineageOf,
  own,
  touchedSteps,
} from '#engine'
import type { ContractUpdate, SavedFlow, SharedContract, SharedContractHistory } from '#protocol'
import type { Context } from './context.ts'
import { openFlow } from './flows.ts'

export const listContracts = ({ store }: Context): SharedContract[] => store.contracts.list()

/** Throws Failures contract.not-found, contract.refers-to-itself. */
export function showContract({ store }: Context, id: string): SharedContractHistory {
  const versions = store.contracts.versions(id)
  const [latest] = versions
  if (!latest) throw new Failure('contract.not-found', 'permanent', { contract: id, version: 1 })
  lineageOf(latest, (one) => store.contracts.find(one.id, one.version)?.basis)
  const usedBy = store.flows
    .list()
    .flatMap(({ flow }) =>
      Object.entries(flow.contracts).flatMap(([contract, { shared }]) =>
        shared?.id === id ? [{ flow: flow.id, name: flow.name, contract, version: shared.version }] : [],
      ),
    )
  const changed = versions.map((one, index) => {
    const before = versions[index + 1]
    return before ? { ...one, change: classifyChange(before.contract, one.contract) } : one
  })
  return { id, versions: changed, usedBy }
}

/**
 * Publishes a contract of the saved flow, which becomes a copy of what was published. Throws Failures flow.not-found,
 * flow.conflict, contract.not-found, contract.conflict.
 */
export function publishContract(
  context: Context,
  id: string,
  contractId: string,
  onto: number,
): { published: SharedContract; saved: SavedFlow } {
  const now = openFlow(context, id)
  const contract = own(now.flow.contracts, contractId)
  if (!contract) throw new Failure('contract.not-found', 'permanent', { contract: contractId, version: 1 })
  if (now.revision !== onto) throw new Failure('flow.conflict', 'permanent', { flow: now.flow.name })
  const published = context.store.contracts.publish(contract, id, systemClock.now())
  const copy = copyOfShared(published)
  if (contract.shared?.id === published.id && contract.shared.version === published.version)
    return { published, saved: now }
  const flow = { ...now.flow, contracts: { ...now.flow.contracts, [contractId]: copy } }
  return { published, saved: context.store.flows.save(flow, onto, context.hash(flow), systemClock.now()) }
}

const copyOfShared = ({ id, version, contract }: StoredContract): Contract => ({ ...contract, shared: { id, version } })

/** The contract as a flow has it. Throws Failure contract.not-found. */
export const takeContract = ({ store }: Context, id: string, version: number | undefined): { contract: Contract } => ({
  contract: copyOfShared(store.contracts.get(id, version)),
})

/** Contracts of the flow of which a newer version is there, and what taking it over changes. */
export function updatesOf({ store }: Context, flow: Flow): ContractUpdate[] {
  const newest = new Map(store.contracts.list().map((one) => [one.id, one]))
  return Object.entries(flow.contracts).flatMap(([contract, mine]): ContractUpdate[] => {
    const { shared } = mine
    const latest = shared && newest.get(shared.id)
    if (!shared || !latest || latest.version <= shared.version) return []
    const change = classifyChange(mine, copyOfShared(latest))
    const fields = change.changes.flatMap(({ field }) => (field === '' ? [] : [field]))
    const touches = touchedSteps(flow, contract, fields)
    return [{ contract, shared, latest: latest.version, change, touches }]
  })
}

/** Throws Failure contract.not-found. */
export const diffContract = ({ store }: Context, id: string, from: number, to: number): ContractChange =>
  classifyChange(store.contracts.get(id, from).contract, store.contracts.get(id, to).contract)
