/** The terminal as people use it: real processes, their output, and how they end. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import type { PracticeAddresses } from '#sandbox'

const ROOT = resolve(import.meta.dirname, '../..')
const ENTRY = [join(ROOT, 'build/entry/run.js'), 'build/entry/sluice.ts']
export const MESSY_FILE = join(ROOT, 'examples/early-childhood-messy.csv')
export const CHILDCARE_FILE = join(ROOT, 'examples/childcare.flow.json')

/** Rows of the messy file. */
export const ROWS = 3337

export interface Ended {
  status: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface Running {
  child: ChildProcess
  ended: Promise<Ended>
  output: () => string
}

export type Environment = Record<string, string>

export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Starts a command; it is killed at the end of the test if it still runs. */
export function start(args: readonly string[], env: Environment = {}): Running {
  const child = spawn(process.execPath, [...ENTRY, ...args], { env: { ...process.env, ...env } })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<Ended>((done) => {
    child.once('close', (status, signal) => done({ status, signal, stdout, stderr }))
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { child, ended, output: () => stdout }
}

export const sluice = (args: readonly string[], env: Environment = {}): Promise<Ended> => start(args, env).ended

export interface ErrorDocument {
  error: { code: string; what: string; effect: string; next: string; values: object; problems?: { code: string }[] }
}

/** The one JSON document that a command printed, and how it ended. */
export async function sluiceJson<T>(
  args: readonly string[],
  env: Environment = {},
): Promise<{ status: number | null; stderr: string; document: T }> {
  const { status, stdout, stderr } = await sluice([...args, '--json'], env)
  return { status, stderr, document: JSON.parse(stdout) as T }
}

export interface RunDocument {
  run: string
  state: string
  resumed: boolean
  in: number
  outcomes: Record<string, number>
  newlyHeld: number
  unaccounted: number
  steps: Record<string, { title: string; in: number; ports: Record<string, number>; writes?: Record<string, number> }>
  seconds: number
  recordsPerSecond: number
  reason?: { code: string; what: string }
}

export interface Served extends Running {
  practice: PracticeAddresses
}

/** `practice serve` as a process of its own, ready. */
export async function servePractice(data: string): Promise<Served> {
  const running = start(['practice', 'serve', '--data', data, '--json'])
  const line = await firstLine(running)
  return { ...running, practice: JSON.parse(line) as PracticeAddresses }
}

export function firstLine({ child, ended, output }: Running): Promise<string> {
  return new Promise((done, refuse) => {
    const look = () => {
      const [line, ...rest] = output().split('\n')
      if (rest.length > 0) done(line ?? '')
    }
    child.stdout?.on('data', look)
    look()
    void ended.then(({ stderr }) => refuse(new Error(`It ended before it was ready: ${stderr}`)))
  })
}

/** Asks the control part of the practice systems. */
export async function control<T>({ practice }: Pick<Served, 'practice'>, action: string, body?: object): Promise<T> {
  const { address, token } = practice.control
  const reply = await fetch(`${address}/__practice/${action}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}` },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return (await reply.json()) as T
}

/** How many companies the practice CRM has now. */
export const companiesIn = async (served: Pick<Served, 'practice'>): Promise<number> =>
  (await control<{ total: number }>(served, 'show/companies?limit=0')).total
