/** `sluice export`: signs a flow with its evidence. What the checklist misses is told with the way there. */
import type { ChecklistRow } from '#engine'
import type { SavedFlow } from '#protocol'
import { type Context, launchState, makeBundle } from '#studio'
import { chooseFlow } from '../choose-flow.ts'
import { withPeople } from '../launch-people.ts'
import { refuseOverwriting, writeText } from '../new-file.ts'
import { prepareFlow } from '../prepare-flow.ts'
import { say, sayAside } from '../terminal.ts'
import { withContext } from '../with-context.ts'
import { type ProveOptions, proveNow } from './prove.ts'

export interface ExportOptions extends ProveOptions {
  out: string
  note: string
  prove?: boolean
  force?: boolean
}

/** 1 while the launch checklist does not pass; nothing is written then. */
export async function exportBundle(name: string, options: ExportOptions): Promise<number> {
  refuseOverwriting(options.out, options.force)
  return withContext(options, async (context) => {
    const chosen = withPeople(context, await chooseFlow(context, name), options)
    const ready = await prepareFlow(context, chosen, { name, input: options.input })
    if (options.prove) await proveNow(context, ready)
    const missing = launchState(context, ready.saved).rows.filter(({ state }) => state !== 'good')
    if (missing.length > 0) {
      sayAside(missingText(name, missing, options))
      return 1
    }
    sign(context, ready.saved, options)
    return 0
  })
}

function sign(context: Context, saved: SavedFlow, { out, note, force }: ExportOptions): void {
  const { text, keyId } = makeBundle(context, saved, note)
  writeText(out, text, force)
  say(`${saved.flow.name} is signed with the key ${keyId} and written to ${out}.`)
  say('Give the server the public key of "sluice key" once, then send the bundle with "sluice send".')
}

function missingText(name: string, rows: readonly ChecklistRow[], options: ExportOptions): string {
  const told = rows.map(({ title, evidence }) => `  ${title}: ${evidence}`)
  const ways = waysOf(name, rows, options)
  return [`The launch checklist does not pass yet, so nothing was written.`, ...told, ...ways].join('\n')
}

/** Commands that complete the rows, with the words that were given already. */
function waysOf(name: string, rows: readonly ChecklistRow[], { input, owner, alert, prove }: ExportOptions): string[] {
  const open = new Set(rows.map(({ id }) => id))
  const ways: string[] = []
  if (open.has('complete') || open.has('match-keys')) ways.push(`sluice check ${name}`)
  const people = [
    open.has('owner') ? ' --owner NAME' : owner === undefined ? '' : ` --owner ${quoted(owner)}`,
    open.has('alert') ? ' --alert NAME' : alert === undefined ? '' : ` --alert ${quoted(alert)}`,
  ].join('')
  const file = input === undefined ? '' : ` --input ${quoted(input)}`
  if (open.has('owner') || open.has('alert') || (open.has('run-twice') && !prove)) {
    ways.push(`sluice export ${name} --prove${file}${people} --out FILE`)
  }
  return ways.length === 0 ? [] : ['To complete it:', ...ways.map((way) => `  ${way}`)]
}

const quoted = (text: string): string => (/^[\w./-]+$/.test(text) ? text : JSON.stringify(text))
