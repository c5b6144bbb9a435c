/** Real processes for the journeys of the server: the server itself and a practice CRM, each in its own folder. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

export interface Process<T> {
  /** What it said in its first line, as JSON. */
  said: T
  pid: number
  /** Sends the signal and resolves with the exit status (null after a kill). */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** A process that could not start: what it said and its exit status. */
export class NotStarted extends Error {
  readonly status: number | null

  constructor(status: number | null, stderr: string) {
    super(stderr)
    this.status = status
  }
}

const children = new Set<ChildProcess>()
const folders: string[] = []

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-journey-'))
  folders.push(folder)
  return folder
}

/** Ends what is still running and removes every folder that was made. */
export async function cleanUp(): Promise<void> {
  await Promise.all([...children].map((child) => endChild(child, 'SIGKILL')))
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

export interface ServerSaid {
  address: string
  apiToken?: string
}

export const startServerProcess = (data: string, ...options: string[]): Promise<Process<ServerSaid>> =>
  start('build/entry/server.ts', ['--data', data, '--json', ...options])

export interface PracticeSaid {
  systems: { hubspot: { address: string; token: string } }
  control: { address: string; token: string }
}

export const startPracticeProcess = (folder: string, ...options: string[]): Promise<Process<PracticeSaid>> =>
  start('sandbox/serve.ts', ['--folder', folder, '--json', '--limits', 'off', ...options])

async function start<T>(script: string, options: string[]): Promise<Process<T>> {
  const child = spawn(process.execPath, [join(ROOT, script), ...options], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.add(child)
  let stdout = ''
  let stderr = ''
  child.stderr.on('data', (piece) => {
    stderr += piece
  })
  const firstLine = new Promise<T>((resolve, reject) => {
    child.stdout.on('data', (piece) => {
      stdout += piece
      const end = stdout.indexOf('\n')
      if (end >= 0) resolve(JSON.parse(stdout.slice(0, end)) as T)
    })
    child.once('close', (status) => {
      children.delete(child)
      reject(new NotStarted(status, stderr))
    })
  })
  const said = await firstLine
  return { said, pid: child.pid ?? 0, end: (signal) => endChild(child, signal) }
}

async function endChild(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const closed = once(child, 'close')
  child.kill(signal)
  await closed
  return child.exitCode
}
