/** Builds out/ when it is missing or older than what it is made of. */
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root, runTool } from './tools.ts'

/** Everything that goes into out/. */
const SOURCES = [
  'adapters',
  'connectors',
  'electron',
  'engine',
  'examples',
  'protocol',
  'renderer',
  'sandbox',
  'studio',
  'web',
  'build/rolldown.config.ts',
  'vite.config.ts',
  'package-lock.json',
]
const STAMP = join(root, 'out/.made-from')
const TURN = join(root, 'node_modules/.cache/sluice/building')

/** Builds if needed; `say` hears one sentence before it does. */
export async function ensureBuilt(say: (sentence: string) => void = () => {}): Promise<void> {
  if (readStamp() === fingerprintOf(SOURCES)) return
  const release = await takeTurn()
  try {
    if (readStamp() === fingerprintOf(SOURCES)) return
    say('Building Sluice, once after every change: a few seconds.')
    await build()
  } finally {
    release()
  }
}

/** Two starts at the same time must not build over each other. The turn of a process that died is taken over. */
async function takeTurn(): Promise<() => void> {
  mkdirSync(dirname(TURN), { recursive: true })
  for (;;) {
    try {
      writeFileSync(TURN, String(process.pid), { flag: 'wx' })
      return () => rmSync(TURN, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (isAlive(Number(readText(TURN)))) await sleep(200)
    else rmSync(TURN, { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return pid > 0
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Makes out/ anew. Throws with what the tools printed when it fails. */
export async function build(): Promise<void> {
  const fingerprint = fingerprintOf(SOURCES)
  rmSync(join(root, 'out'), { recursive: true, force: true })
  for (const [tool, args] of [
    ['vite', ['build', '--logLevel', 'warn']],
    ['rolldown', ['-c', 'build/rolldown.config.ts', '--logLevel', 'warn']],
  ] as const) {
    const { ok, output } = await runTool(tool, args, { quiet: true })
    if (!ok) throw new Error(`The build failed (${tool}).\n${output}`)
  }
  // The files of the examples lie beside the code that reads them, as in the sources.
  cpSync(join(root, 'examples'), join(root, 'out/examples'), {
    recursive: true,
    filter: (path) => !/\.(ts|md|json)$/.test(path),
  })
  writeFileSync(STAMP, fingerprint)
}

const readStamp = () => readText(STAMP)

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Names, sizes and times of all source files: what changes whenever one is edited, added or removed. */
function fingerprintOf(paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((path) => filesUnder(join(root, path))).sort()) {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${path}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function filesUnder(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return []
  if (found.isFile()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}
