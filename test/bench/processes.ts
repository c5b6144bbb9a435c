/** The processes of the bench: the destination that both write to, and one run of the engine or of the reference at a time. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Stats } from './reference/contacts.ts'

export type Runner = 'engine' | 'reference'

/** What one run prints. */
export interface Measured {
  records: number
  delivered: number
  /** Left out, since they were as they should be. */
  unchanged: number
  duplicate: number
  invalid: number
  failed: number
  milliseconds: number
  /** Time on the processor, all threads: steadier than the clock where others use the machine. */
  processorMilliseconds: number
  /** Bytes. */
  peakMemory: number
}

/** What the destination says afterwards. */
export interface Arrived {
  contacts: number
  calls: number
  writes: number
}

export type Work = 'single' | 'bulk' | 'looked' | 'in-process'

export interface Job {
  csv: string
  work: Work
}

/** What tells the scripts which work it is. */
const OPTIONS: Record<Runner, Record<Work, string[]>> = {
  engine: {
    single: [],
    bulk: ['--operation=upsert-100'],
    looked: ['--operation=upsert-looked'],
    'in-process': ['--in-process'],
  },
  reference: { single: [], bulk: ['--bulk=100'], looked: ['--look'], 'in-process': ['--in-process'] },
}

const SCRIPTS: Record<Runner, string> = {
  engine: join(import.meta.dirname, 'engine-run.ts'),
  reference: join(import.meta.dirname, 'reference/reference.ts'),
}

export interface Destination {
  url: string
  close(): void
}

export async function openDestination(): Promise<Destination> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'reference/destination.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const { port } = JSON.parse(await lastLine(child, 'first')) as { port: number }
  return { url: `http://127.0.0.1:${port}`, close: () => child.stdin?.end() }
}

/** Runs the job once with an empty journal and an empty destination. `folder` is where its data may stand meanwhile. */
export async function runOnce(
  runner: Runner,
  { csv, work }: Job,
  { url }: Destination,
  folder: string,
): Promise<Measured & Arrived> {
  await post(`${url}/reset`)
  if (work === 'looked') {
    // What will be looked at must be there before, written by the same hands; somebody else changes half of it.
    await runScript(runner, { csv, work: 'bulk' }, url, folder)
    await post(`${url}/change`)
  }
  const { here, ...measured } = await runScript(runner, { csv, work }, url, folder)
  const { size, calls, writes } = here ?? (await statsOf(url))
  return { ...measured, contacts: size, calls, writes }
}

const post = async (url: string) => (await fetch(url, { method: 'POST' })).text()

export const statsOf = async (url: string) => (await (await fetch(`${url}/stats`)).json()) as Stats

async function runScript(
  runner: Runner,
  { csv, work }: Job,
  url: string,
  folder: string,
): Promise<Measured & { here?: Stats }> {
  const dir = mkdtempSync(join(folder, `${runner}-`))
  try {
    const options = [`--csv=${csv}`, `--dir=${dir}`, `--url=${url}`, ...OPTIONS[runner][work]]
    const child = spawn(process.execPath, [SCRIPTS[runner], ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
    return JSON.parse(await lastLine(child, 'last')) as Measured & { here?: Stats }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** The first line that a process prints, or its last one when it has ended well. */
export async function lastLine(child: ChildProcess, which: 'first' | 'last'): Promise<string> {
  const ended = once(child, 'close') as Promise<[number | null]>
  let line = ''
  if (child.stdout) {
    for await (const text of createInterface({ input: child.stdout })) {
      line = text
      if (which === 'first') return line
    }
  }
  const [status] = await ended
  if (status !== 0 || line === '') throw new Error(`${child.spawnargs[1]} ended with status ${status}`)
  return line
}
