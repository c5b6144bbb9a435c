/** From the flow that a command names to one that can run: nothing blocks it, and there is something to read. */
import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { checkFlow, type Flow, type SourceKind, type Step, startOf } from '#engine'
import type { SavedFlow } from '#protocol'
import { type Context, type Kept, keepFile } from '#studio'
import { refuseBlocking } from './blocked-flow.ts'
import { unsaved } from './choose-flow.ts'
import { usage } from './tell-error.ts'

export interface ReadyFlow {
  saved: SavedFlow
  /** The file to read instead of the one that the flow names. */
  input?: Kept
}

/** What the command line said: the flow as it was named, and `--input`. */
interface Named {
  name: string
  input: string | undefined
}

/** Throws BlockedFlow with all that blocks the flow, usage.invalid, and the Failures of reading files. */
export async function prepareFlow(context: Context, saved: SavedFlow, named: Named): Promise<ReadyFlow> {
  const start = startOf(saved.flow)
  const instead = start && INSTEAD[start.source]
  if (named.input !== undefined && instead !== undefined) {
    throw usage(`"${start?.step.title}" ${instead}, so leave --input out`)
  }
  const path = named.input ?? (start?.source === 'file' ? fileBeside(context, start.step, named.name) : undefined)
  if (path === undefined || !start) {
    check(context, saved.flow)
    return { saved }
  }
  const input = await keepFile(context, path)
  if (start.source === 'folder') {
    check(context, saved.flow)
    return { saved, input }
  }
  const chosen = isChosen(start.step) ? saved : unsaved(context, withFile(saved.flow, start.id, input))
  check(context, chosen.flow)
  return { saved: chosen, input }
}

/** What a run from the terminal reads where it takes no file. */
const INSTEAD: Partial<Record<SourceKind, string>> = {
  webhook: 'reads its own sample events here',
  events: 'reads its own sample events here',
  manual: 'reads its own sample records here',
  flow: 'reads its own sample records here',
  schedule: 'starts once, now',
  poll: 'looks once, now',
}

const isChosen = ({ settings }: Step): boolean => settings.file !== null && settings.file !== undefined

/** A flow file that was copied together with its records finds them beside itself. */
function fileBeside(context: Context, { settings }: Step, name: string): string | undefined {
  const chosen = settings.file as { file?: unknown; name?: unknown } | null | undefined
  if (typeof chosen?.name !== 'string' || context.store.notes.file(String(chosen.file))) return undefined
  const beside = join(dirname(name), basename(chosen.name))
  return existsSync(name) && existsSync(beside) ? beside : undefined
}

function withFile(flow: Flow, id: string, { id: file, facts: { name, columns } }: Kept): Flow {
  const step = flow.steps[id]
  return step
    ? {
        ...flow,
        steps: { ...flow.steps, [id]: { ...step, settings: { ...step.settings, file: { file, name, columns } } } },
      }
    : flow
}

/** A missing file is the one problem that the command line can mend, so it says how. */
function check({ connectors }: Context, flow: Flow): void {
  const problems = checkFlow(flow, { connectors })
  const blocking = problems.filter(({ severity }) => severity === 'blocks')
  const [only] = blocking
  const step = only?.code === 'setting.missing' && only.at.field === 'file' ? flow.steps[only.at.step ?? ''] : undefined
  if (blocking.length === 1 && step) throw usage(`"${step.title}" names no file yet: give one with --input FILE`)
  refuseBlocking(problems)
}
