/** Erasing a person from everything that is kept here: the database first, in one transaction, then files. It can be repeated after any crash. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createFileSource, inspectFile } from '#adapters/files'
import { searchQueue } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'
import { Failure, findPerson, type PersonFinder, type PersonQuery } from '#engine'
import type { ErasureReport } from '#protocol'
import type { Context } from './context.ts'

export interface ErasureRequest extends PersonQuery {
  /** Who erases. */
  by: string
  settle: boolean
  files: boolean
}

/** Looks and changes nothing. Throws Failure privacy.too-short. */
export async function previewErasure(context: Context, query: PersonQuery): Promise<ErasureReport> {
  const finder = finderOf(query)
  const { counts, open, settings, targets } = context.store.erasures.preview(finder)
  const files = (await filesWith(context, finder)).map((file) => ({ ...file, removed: false }))
  return { preview: true, counts, open, settings, targets, files, queue: queueOf(context, finder, false) }
}

/** Throws Failures privacy.too-short, privacy.still-open, privacy.running and privacy.queued; then nothing is erased. */
export async function erasePerson(context: Context, request: ErasureRequest): Promise<ErasureReport> {
  finishErasures(context)
  const finder = finderOf(request)
  const found = await filesWith(context, finder)
  const queued = queueOf(context, finder, false)
  if (queued.waiting > 0) throw new Failure('privacy.queued', 'permanent', { count: queued.waiting })
  refuseRunning(context, finder)
  const { by, settle, value } = request
  const files = request.files ? found.map(({ file }) => file) : []
  const options = { finder, value, by, settle, files, now: systemClock.now(), hash: context.hash }
  const { counts, open, settings, targets } = context.store.erasures.erase(options)
  const queue = queueOf(context, finder, true)
  if (queue.taken > 0) counts.events = queue.taken
  eraseFromLog(context, finder)
  finishErasures(context)
  const gone = found.map((file) => ({ ...file, removed: request.files }))
  return { preview: false, counts, open, settings, targets, files: gone, queue }
}

/** Removes files and wipes pages of erasures that a process ended in. */
export function finishErasures(context: Context): void {
  for (const { erasure, files } of context.store.erasures.unfinished()) {
    for (const file of files) rmSync(pathOf(context, file), { force: true })
    context.store.erasures.finish(erasure)
  }
}

function finderOf({ value, field }: PersonQuery): PersonFinder {
  const finder = findPerson({ value, field })
  if (!finder) throw new Failure('privacy.too-short', 'permanent', { value })
  return finder
}

const queueOf = (context: Context, finder: PersonFinder, erase: boolean) =>
  searchQueue(context.options.dataFolder, finder, (flow) => context.store.erasures.taken(flow), erase)

/** What is under way holds its records in memory, and would write them down again. */
function refuseRunning({ store, runner }: Context, finder: PersonFinder): void {
  for (const flow of store.erasures.preview(finder).flows) {
    if (runner.running(flow)) throw new Failure('privacy.running', 'permanent', { flow })
  }
}

const UPLOADS = 'uploads/'

/** A kept copy, or an upload of a server. */
const pathOf = (context: Context, file: string): string =>
  file.startsWith(UPLOADS) ? join(context.options.dataFolder, file) : join(context.options.dataFolder, 'files', file)

async function filesWith(context: Context, finder: PersonFinder): Promise<{ file: string; name: string }[]> {
  const uploads = join(context.options.dataFolder, 'uploads')
  const uploaded = existsSync(uploads) ? readdirSync(uploads).map((name) => ({ id: `${UPLOADS}${name}`, name })) : []
  const found: { file: string; name: string }[] = []
  for (const { id, name } of [...context.store.erasures.files(), ...uploaded]) {
    if (await holdsPerson(pathOf(context, id), finder)) found.push({ file: id, name })
  }
  return found
}

/** A file that cannot be read as records is looked through as text. */
async function holdsPerson(path: string, finder: PersonFinder): Promise<boolean> {
  if (!existsSync(path)) return false
  try {
    for await (const { records } of createFileSource(path, await inspectFile(path)).read({ taken: 0 }, 1000)) {
      if (records.some(({ data }) => finder.in(data))) return true
    }
    return false
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return finder.inText(readFileSync(path, 'utf8'))
  }
}

function eraseFromLog({ options: { dataFolder } }: Context, finder: PersonFinder): void {
  const path = join(dataFolder, 'incidents.log')
  if (!existsSync(path)) return
  const lines = readFileSync(path, 'utf8').split('\n')
  if (!lines.some((line) => finder.inText(line))) return
  const draft = `${path}.draft`
  writeFileSync(draft, lines.map((line) => (finder.inText(line) ? '(erased)' : line)).join('\n'), { mode: 0o600 })
  renameSync(draft, path)
}
