/** `sluice prove`: runs a flow twice in practice and keeps the proof for exactly this version. */
import type { Proof } from '#engine'
import { type Context, proveTwice } from '#studio'
import { chooseFlow } from '../choose-flow.ts'
import { type PeopleOptions, withPeople } from '../launch-people.ts'
import { prepareFlow, type ReadyFlow } from '../prepare-flow.ts'
import { tableText } from '../report/table.ts'
import { count, say } from '../terminal.ts'
import { withContext } from '../with-context.ts'

export interface ProveOptions extends PeopleOptions {
  data?: string
  input?: string
}

/** 0 when the second run created and changed nothing, held nothing new, and every record is accounted for. */
export async function prove(name: string, options: ProveOptions): Promise<number> {
  return withContext(options, async (context) => {
    const chosen = withPeople(context, await chooseFlow(context, name), options)
    return (await proveNow(context, await prepareFlow(context, chosen, { name, input: options.input }))) ? 0 : 1
  })
}

/** Runs twice, tells what came of it, and says whether it is a proof. */
export async function proveNow(context: Context, { saved, input }: ReadyFlow): Promise<boolean> {
  const proof = await proveTwice(context, saved, input)
  const kept = context.store.notes.proof<Proof>(saved.flow.id, saved.hash)?.at === proof.at
  const clean = kept && isClean(proof)
  say(`${saved.flow.name}, version ${saved.hash.slice(0, 12)}\n${figuresOf(proof)}\n${verdict(kept, clean, proof)}`)
  return clean
}

function isClean({ first, second }: Proof): boolean {
  const changed = second.created + second.updated + second.newlyHeld
  return changed === 0 && first.unaccounted === 0 && second.unaccounted === 0
}

function figuresOf({ first, second }: Proof): string {
  const head = ['Run', 'In', 'Created', 'Updated', 'Left alone', 'Unaccounted']
  const row = (name: string, run: Proof['first'] | Proof['second']) => [
    name,
    run.received,
    run.created,
    run.updated,
    run.unchanged,
    run.unaccounted,
  ]
  return tableText(head, [row('first', first), row('second', second)])
}

function verdict(kept: boolean, clean: boolean, { second }: Proof): string {
  if (!kept) return 'A run did not finish, so nothing is proved. Run the flow to see why, then prove it again.'
  if (clean) return 'Proved: the second run created, changed and newly held nothing.'
  const { created, updated, newlyHeld } = second
  const did = `created ${count(created)}, changed ${count(updated)} and newly held ${count(newlyHeld)}`
  return `Not proved: the second run ${did}.`
}
