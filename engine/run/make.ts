/** Adds records that are made of others to the journal; they are taken up from there, a few at a time, however many there are. */
import type { Data } from '../model/json.ts'
import { beginningText, type MakeEffect, parseBeginning } from './effects.ts'
import type { RecordRow } from './journal.ts'
import type { Tally } from './tally.ts'
import type { Item, Onward } from './world.ts'

/** The parts or copies that a record goes on as. */
export function makeChildren(world: Onward, { row }: Item, { step, children, waits }: MakeEffect, tally: Tally): void {
  children.forEach(({ port, data }, index) => {
    const number = index + 1
    addMade(world, tally, {
      label: `${row.label} · ${number}`,
      identity: `${row.identity}/${step}:${port && port !== 'main' ? port : number}`,
      data,
      at: beginningText(port ? { step, made: true, port } : { step, made: true }),
      from: [row],
      family: waits ? row.seq : (row.family ?? 0),
      root: isPart(world, row) && isCopied(world, step) ? row.seq : (row.root ?? row.seq),
    })
  })
}

/** Copies of one item of a list belong together, not with those of the other items. */
const isPart = ({ plan }: Onward, { at }: RecordRow): boolean => {
  const role = at === undefined ? undefined : plan.steps[parseBeginning(at).step]?.behaviour.role
  return role === 'split' || role === 'each'
}

const isCopied = ({ plan }: Onward, step: string): boolean => plan.steps[step]?.behaviour.role === 'copy'

interface Made {
  label: string
  identity: string
  data: Data
  at: string
  from: readonly RecordRow[]
  family: number
  /** The record that it descends from, for those that are to meet again; by default that of the first. */
  root?: number
  unreadable?: RecordRow['unreadable']
}

export function addMade(
  world: Onward,
  tally: Tally,
  { label, identity, data, at, from, family, root, unreadable }: Made,
): RecordRow {
  const { journal, families, onward, inverses } = world
  const [first] = from
  if (!first) throw new Error('a record is made of at least one other')
  const row: RecordRow = {
    seq: journal.nextSeq(),
    label: label.slice(0, 200),
    identity,
    payload: JSON.stringify(data),
    correlation: first.correlation,
    receivedAt: first.receivedAt,
    at,
    root: root ?? first.root ?? first.seq,
  }
  if (family > 0) row.family = family
  if (unreadable) row.unreadable = unreadable
  journal.addRecord(row, { step: at.replace(/^\+|:.*$/g, ''), trace: '' })
  for (const one of from) journal.addLineage(one.seq, row.seq)
  tally.make()
  if (family > 0 && family !== first.seq) families.added(family)
  if (!onward.made) {
    onward.made = true
    inverses.push(() => {
      onward.made = false
    })
  }
  return row
}
