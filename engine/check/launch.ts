/** The launch checklist: pure, fed with facts that studio or server collected. Each row says what it rests on. */

import type { Evaluation } from '../evaluate/evaluation.ts'
import type { Code } from '../model/codes.ts'
import { sentenceOf } from '../model/codes.ts'
import type { Flow } from '../model/flow.ts'
import type { Problem } from '../model/problem.ts'

export interface Proof {
  /** Hash of the definition it belongs to. */
  hash: string
  first: {
    run: string
    received: number
    created: number
    updated: number
    unchanged: number
    held: number
    unaccounted: number
  }
  second: {
    run: string
    received: number
    created: number
    updated: number
    unchanged: number
    newlyHeld: number
    unaccounted: number
  }
  at: number
}

export interface LaunchFacts {
  flow: Flow
  hash: string
  problems: readonly Problem[]
  /** For each write step: its title, whether it has a match key, and whether the strategy is safe to repeat. */
  writes: readonly { step: string; title: string; matched: boolean; safe: boolean; how: string }[]
  /** For each exit that is not wired: it falls to the hold list. */
  exits: { wired: number; toHoldList: number }
  /** Titles of the systems whose declaration was checked against nothing that others wrote. */
  unproved: readonly string[]
  /** Steps that leave decisions to a model, and how often each was right, for exactly this definition. */
  models?: readonly { step: string; title: string }[]
  evaluations?: readonly Evaluation[]
  proof?: Proof
}

export interface ChecklistRow {
  id:
    | 'complete'
    | 'match-keys'
    | 'proved-systems'
    | 'models'
    | 'failures'
    | 'run-twice'
    | 'accounted'
    | 'owner'
    | 'alert'
  by: 'machine' | 'person'
  title: string
  /** What it rests on, or what is missing. */
  evidence: string
  state: 'good' | 'missing' | 'stale'
  code?: Code
  /** Where to mend it. */
  step?: string
}

export function checkLaunch(facts: LaunchFacts): ChecklistRow[] {
  return [
    complete(facts),
    matchKeys(facts),
    provedSystems(facts),
    ...models(facts),
    failures(facts),
    runTwice(facts),
    accounted(facts),
    owner(facts),
    alert(facts),
  ]
}

export const isReady = (rows: readonly ChecklistRow[]): boolean => rows.every((row) => row.state === 'good')

const plural = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`

const missing = (row: Omit<ChecklistRow, 'state' | 'evidence'>, code: Code, values = {}): ChecklistRow => ({
  ...row,
  state: 'missing',
  code,
  evidence: sentenceOf(code, values),
})

function complete({ problems }: LaunchFacts): ChecklistRow {
  const row = { id: 'complete', by: 'machine', title: 'The flow is complete' } as const
  const blocking = problems.filter((problem) => problem.severity === 'blocks')
  if (blocking.length > 0) return missing(row, 'launch.problems', { count: blocking.length })
  return { ...row, state: 'good', evidence: 'No problem blocks it' }
}

function matchKeys({ writes }: LaunchFacts): ChecklistRow {
  const row = { id: 'match-keys', by: 'machine', title: 'Every write has a match key' } as const
  const bare = writes.find((write) => !write.matched)
  if (bare) return { ...missing(row, 'write.no-match-key', { step: bare.title }), step: bare.step }
  const unsafe = writes.find((write) => !write.safe)
  if (unsafe)
    return { ...missing(row, 'write.unsafe', { step: unsafe.title, connector: unsafe.how }), step: unsafe.step }
  return {
    ...row,
    state: 'good',
    evidence: `${plural(writes.length, 'write')}: ${writes.map((write) => write.how).join(', ')}`,
  }
}

function provedSystems({ unproved }: LaunchFacts): ChecklistRow {
  const row = { id: 'proved-systems', by: 'machine', title: 'Every system is proved' } as const
  if (unproved.length > 0) return missing(row, 'launch.system-unproved', { systems: unproved })
  return { ...row, state: 'good', evidence: 'Checked against what others wrote of them' }
}

/** What a model decides alone should be wrong in at most one of ten cases. */
const RIGHT_AT_LEAST = 0.9

/** No row where no step leaves decisions to a model. */
function models({ models = [], evaluations = [] }: LaunchFacts): ChecklistRow[] {
  if (models.length === 0) return []
  const row = { id: 'models', by: 'machine', title: 'What models decide was measured' } as const
  const said: string[] = []
  for (const { step, title } of models) {
    const found = evaluations.find((one) => one.step === step)
    if (!found) return [{ ...missing(row, 'model.not-evaluated', { step: title }), step }]
    const { accuracy, alone } = found.atThreshold
    const percent = (share: number) => Math.floor(share * 100)
    const { samples, suggested = null } = found
    if (accuracy !== undefined && accuracy < RIGHT_AT_LEAST) {
      const values = { step: title, samples, accuracy: percent(accuracy), suggested }
      return [{ ...missing(row, 'model.poor', values), step }]
    }
    const right = accuracy === undefined ? '' : `, ${percent(accuracy)}% of it rightly`
    said.push(`${title}: ${percent(alone)}% of ${plural(samples, 'sample')} decided alone${right}`)
  }
  return [{ ...row, state: 'good', evidence: said.join('; ') }]
}

function failures({ exits }: LaunchFacts): ChecklistRow {
  const parts = [
    exits.wired > 0 ? `${exits.wired} routed` : '',
    exits.toHoldList > 0 ? `${exits.toHoldList} fall to the hold list` : '',
  ]
  const evidence = parts.filter((part) => part !== '').join(', ') || 'No step can fail'
  return { id: 'failures', by: 'machine', title: 'Every failure has a place to go', state: 'good', evidence }
}

/** Whoever proves before naming the people proves a version that is not the one to be launched. */
const hasPeople = ({ owners, alerts }: Flow): boolean => owners.logic.trim() !== '' && alerts.person.trim() !== ''

function runTwice({ proof, hash, flow }: LaunchFacts): ChecklistRow {
  const row = { id: 'run-twice', by: 'machine', title: 'Running it twice is clean' } as const
  const unproved = hasPeople(flow) ? 'launch.not-proved' : 'launch.people-first'
  if (!proof) return missing(row, unproved)
  if (proof.hash !== hash) return { ...missing(row, unproved), state: 'stale' }
  const { created, updated, newlyHeld } = proof.second
  if (created > 0 || updated > 0 || newlyHeld > 0) return missing(row, 'launch.proof-failed', { created, updated })
  return {
    ...row,
    state: 'good',
    evidence: `Second run of ${plural(proof.second.received, 'record')}: 0 created, 0 changed`,
  }
}

function accounted({ proof, hash }: LaunchFacts): ChecklistRow {
  const row = { id: 'accounted', by: 'machine', title: 'Every record is accounted for' } as const
  if (!proof) return missing(row, 'launch.not-proved')
  if (proof.hash !== hash) return { ...missing(row, 'launch.not-proved'), state: 'stale' }
  const lost = Math.abs(proof.first.unaccounted) + Math.abs(proof.second.unaccounted)
  if (lost > 0) return missing(row, 'launch.unreconciled', { count: lost })
  const total = proof.first.received + proof.second.received
  return { ...row, state: 'good', evidence: `${total.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}` }
}

function owner({ flow }: LaunchFacts): ChecklistRow {
  const row = { id: 'owner', by: 'person', title: 'Somebody owns it' } as const
  const name = flow.owners.logic.trim()
  return name === '' ? missing(row, 'launch.no-owner') : { ...row, state: 'good', evidence: name }
}

function alert({ flow }: LaunchFacts): ChecklistRow {
  const row = { id: 'alert', by: 'person', title: 'Somebody is told when it goes wrong' } as const
  const name = flow.alerts.person.trim()
  if (name === '') return missing(row, 'launch.no-alert')
  return { ...row, state: 'good', evidence: `${name}, after ${plural(flow.alerts.afterHeld, 'held record')}` }
}
