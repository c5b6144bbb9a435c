/** Which flow a command means: the path of a flow file, the id of a saved flow, or the id of an example. */
import { readFileSync, statSync } from 'node:fs'
import { checkFlow, Failure, type Flow, type Problem, parseFlow } from '#engine'
import { EXAMPLES } from '#examples'
import type { SavedFlow } from '#protocol'
import { type Context, createFlow, type Kept, keepFile } from '#studio'
import { refuseBlocking } from './blocked-flow.ts'
import { usage } from './tell-error.ts'

/** What a flow file holds, or what is wrong with it; undefined when `name` is an id. Throws flow.not-json, flow.not-found. */
export function readFlowFile(name: string): { flow: Flow } | { problems: Problem[] } | undefined {
  const there = statSync(name, { throwIfNoEntry: false })
  if (isId(name) && !there?.isFile()) return undefined
  if (!there) throw new Failure('flow.not-found', 'permanent', { flow: name })
  return parseFlow(readText(name), name)
}

/** Ids have no dots and no separators, so that a path is never taken for one. */
const isId = (name: string): boolean => /^[a-z0-9][a-z0-9-]{0,63}$/.test(name)

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const why = code === 'EISDIR' ? 'it is a folder' : code === 'EACCES' ? 'you may not read it' : String(code)
    throw new Failure('flow.not-json', 'permanent', { file: path, why }, { cause: error })
  }
}

/** Throws BlockedFlow for a flow file that holds no flow, and Failure flow.not-found. */
export async function chooseFlow(context: Context, name: string): Promise<SavedFlow> {
  const file = readFlowFile(name)
  if (file && 'problems' in file) refuseBlocking(file.problems)
  if (file && 'flow' in file) return unsaved(context, file.flow)
  const stored = context.store.flows.get(name)
  if (stored) return stored
  if (EXAMPLES.some(({ id }) => id === name)) return createFlow(context, name, undefined)
  throw new Failure('flow.not-found', 'permanent', { flow: name })
}

/** The saved revision if it is the same definition; a flow file is run as it is, without being saved. */
export function unsaved(context: Context, flow: Flow): SavedFlow {
  const hash = context.hash(flow)
  const stored = context.store.flows.get(flow.id)
  return stored?.hash === hash ? stored : { flow, hash, revision: stored?.revision ?? 0, savedAt: Date.now() }
}

/** A flow that can run, with the file that it shall read if one was given. */
export interface ReadyFlow {
  saved: SavedFlow
  input?: Kept
}

/** Throws BlockedFlow with all that blocks the flow, and the Failures of reading files. */
export async function prepareFlow(context: Context, saved: SavedFlow, path: string | undefined): Promise<ReadyFlow> {
  const start = Object.entries(saved.flow.steps).find(([, { kind }]) => kind === 'read-file' || kind === 'webhook')
  const check = ({ flow }: SavedFlow) => refuseBlocking(checkFlow(flow, { connectors: context.connectors }))
  if (path === undefined || !start) {
    check(saved)
    return { saved }
  }
  const [id, step] = start
  if (step.kind === 'webhook') throw usage(`"${step.title}" reads its own sample events here, so leave --input out`)
  const input = await keepFile(context, path)
  if (step.settings.file !== null && step.settings.file !== undefined) {
    check(saved)
    return { saved, input }
  }
  const file = { file: input.id, name: input.facts.name, columns: input.facts.columns }
  const steps = { ...saved.flow.steps, [id]: { ...step, settings: { ...step.settings, file } } }
  const filled = unsaved(context, { ...saved.flow, steps })
  check(filled)
  return { saved: filled, input }
}
