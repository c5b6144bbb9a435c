/** The processes of the bench: the destination that both write to, and one run of the engine or of the reference at a time. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type Runner = 'engine' | 'reference'

/** What one run prints. */
export interface Measured {
  records: number
  delivered: number
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
}

export interface Job {
  csv: string
  /** Records in one call. */
  bulk: number
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
  { csv, bulk }: Job,
  { url }: Destination,
  folder: string,
): Promise<Measured & Arrived> {
  await (await fetch(`${url}/reset`, { method: 'POST' })).text()
  const dir = mkdtempSync(join(folder, `${runner}-`))
  try {
    const options = [`--csv=${csv}`, `--dir=${dir}`, `--url=${url}`, `--bulk=${bulk}`]
    const child = spawn(process.execPath, [SCRIPTS[runner], ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
    const measured = JSON.parse(await lastLine(child, 'last')) as Measured
    const { size, calls } = (await (await fetch(`${url}/stats`)).json()) as { size: number; calls: number }
    return { ...measured, contacts: size, calls }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** The first line that a process prints, or its last one when it has ended well. */
async function lastLine(child: ChildProcess, which: 'first' | 'last'): Promise<string> {
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
