/** Kills the engine twice (SIGKILL) with 100,000 records waiting in its journal, and looks at how soon and how well it goes on. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { type Destination, lastLine, type Measured, statsOf } from './processes.ts'

export interface Resumed {
  /** Records that waited in the journal when the process was killed. */
  waiting: number
  /** Milliseconds from the start of the next process to its first write. */
  firstWrite: number
  /** Records that were never written, and contacts that were created twice. */
  lost: number
  doubled: number
  /** Writes that were repeated with the same key since their answer was lost with the process. */
  repeated: number
}

export async function resumeFigures(csv: string, { url }: Destination, folder: string): Promise<Resumed> {
  await (await fetch(`${url}/reset`, { method: 'POST' })).text()
  const dir = mkdtempSync(join(folder, 'resume-'))
  const options = [`--csv=${csv}`, `--dir=${dir}`, `--url=${url}`, '--wait=1']
  const start = () =>
    spawn(process.execPath, [join(import.meta.dirname, 'engine-run.ts'), ...options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  try {
    const reading = start()
    await until(() => isRead(dir))
    await kill(reading)
    const waiting = endWait(dir)

    const began = Date.now()
    const writing = start()
    await until(async () => (await statsOf(url)).size >= waiting / 5)
    const { firstWrite } = await statsOf(url)
    await kill(writing)

    const last = JSON.parse(await lastLine(start(), 'last')) as Measured
    const { size, created, writes } = await statsOf(url)
    const lost = last.failed + Math.max(0, last.delivered - size)
    return { waiting, firstWrite: firstWrite - began, lost, doubled: created - size, repeated: writes - last.delivered }
  } finally {
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

async function until(so: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise((resolve) => setTimeout(resolve, 100))
}

/** Whether the whole input stands in the journal. */
function isRead(dir: string): boolean {
  const db = new Database(join(dir, 'sluice.db'))
  try {
    return db.prepare('SELECT done FROM runs').pluck().get() === 1
  } catch {
    // It is not made yet.
    return false
  } finally {
    db.close()
  }
}

/** The hour that they were to wait is over. Answers how many wait. */
function endWait(dir: string): number {
  const db = new Database(join(dir, 'sluice.db'))
  const { changes } = db.prepare('UPDATE tasks SET due = parked_at WHERE taken = 0').run()
  db.close()
  return changes
}
