/** Which flow a command means: the path of a flow file, the id of a saved flow, or the id of an example. */
import { readFileSync, statSync } from 'node:fs'
import { Failure, type Flow, type Problem, parseFlow } from '#engine'
import { EXAMPLES } from '#examples'
import type { SavedFlow } from '#protocol'
import { type Context, createFlow, flowNow } from '#studio'
import { refuseBlocking } from './blocked-flow.ts'

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

/** The same, and also the id of a flow that only ran from a file: what it left behind can be looked at and worked on. */
export async function flowThatRan(context: Context, name: string): Promise<Flow> {
  const ran = readFlowFile(name) === undefined && context.store.runs.list(name, 1).length > 0
  return ran ? flowNow(context, name).flow : (await chooseFlow(context, name)).flow
}

/** The saved revision if it is the same definition; a flow file is run as it is, without being saved. */
export function unsaved(context: Context, flow: Flow): SavedFlow {
  const hash = context.hash(flow)
  const stored = context.store.flows.get(flow.id)
  return stored?.hash === hash ? stored : { flow, hash, revision: stored?.revision ?? 0, savedAt: Date.now() }
}
