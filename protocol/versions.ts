import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { Contract, ContractChange, Flow, FlowDiff, TouchedStep } from '#engine'
import type { SavedFlow } from './flows.ts'
import { as, failureReply, id, page } from './shapes.ts'

const base = oc.errors(failureReply)
const revision = z.number().int().min(1)

/** One line of a flow's history. */
export interface VersionSummary {
  revision: number
  hash: string
  savedAt: number
  /** It is the definition that the flow has now. */
  current: boolean
  ran: boolean
  proved: boolean
  restoredFrom?: number
  steps: number
  /** Lines of the diff to the version before it; of the oldest one, 0. */
  changes: number
}

export interface FlowDifference extends FlowDiff {
  from: number
  to: number
}

export const versions = {
  /** Newest first. */
  list: base.input(z.object({ flow: id, ...page })).output(as<{ total: number; versions: VersionSummary[] }>()),
  /** Fails with version.not-found when that revision made no version, or is kept no more. */
  get: base.input(z.object({ flow: id, revision })).output(as<SavedFlow>()),
  /** Without `to`: what changed since, up to now. Without `from`: from the version before. */
  diff: base
    .input(z.object({ flow: id, from: revision.optional(), to: revision.optional(), raw: z.boolean().optional() }))
    .output(as<FlowDifference>()),
  /** Saves that definition as a new revision on top of `onto`; fails with flow.conflict when another is newer. */
  restore: base.input(z.object({ flow: id, revision, onto: revision })).output(as<SavedFlow>()),
}

/** A shared contract in one version. */
export interface SharedContract {
  id: string
  version: number
  /** Without `shared`. */
  contract: Contract
  flow: string
  publishedAt: number
}

/** A shared contract with all its versions, newest first, and the saved flows that have a copy of it. */
export interface SharedContractHistory {
  id: string
  versions: (SharedContract & { change?: ContractChange })[]
  usedBy: { flow: string; name: string; contract: string; version: number }[]
}

/** A contract of the flow that is a copy of an older version than the newest one. */
export interface ContractUpdate {
  /** Key in the flow's contracts. */
  contract: string
  shared: { id: string; version: number }
  latest: number
  change: ContractChange
  /** The steps that use a field that changes, and those that check the contract. */
  touches: TouchedStep[]
}

export const contracts = {
  list: base.output(as<SharedContract[]>()),
  show: base.input(z.object({ id })).output(as<SharedContractHistory>()),
  /** Publishes a contract of the saved flow; the flow's becomes a copy of it. Fails with contract.conflict. */
  publish: base
    .input(z.object({ flow: id, contract: id, onto: revision }))
    .output(as<{ published: SharedContract; saved: SavedFlow }>()),
  /** The contract as a flow takes it in, newest version unless one is named; how it differs from the one that `flow` has. */
  take: base.input(z.object({ id, version: revision.optional() })).output(as<{ contract: Contract }>()),
  updates: base.input(z.object({ flow: as<Flow>() })).output(as<ContractUpdate[]>()),
  diff: base.input(z.object({ id, from: revision, to: revision })).output(as<ContractChange>()),
}
