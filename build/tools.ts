/** Runs the tools of package.json by their JavaScript, so that no shell and no PATH is needed on any system. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..')

const packageOf = {
  biome: '@biomejs/biome',
  'electron-builder': 'electron-builder',
  knip: 'knip',
  rolldown: 'rolldown',
  tsc: '@typescript/native',
  vite: 'vite',
  vitest: 'vitest',
} as const

export type Tool = keyof typeof packageOf

/** The JavaScript file that a tool's command runs. */
export function toolPath(tool: Tool): string {
  const folder = join(root, 'node_modules', packageOf[tool])
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { bin: Record<string, string> }
  return join(folder, bin[tool] ?? '')
}

export interface ToolResult {
  /** Ended with status 0. */
  ok: boolean
  /** What it printed on both streams; empty where it printed straight to the terminal. */
  output: string
  seconds: number
}

export interface RunOptions {
  quiet?: boolean
  cwd?: string
  env?: Record<string, string>
  /** Ends it after so many milliseconds, as failed. */
  limit?: number
}

/** Runs a tool in the repository. `quiet` keeps what it prints for the caller; otherwise it goes to the terminal. */
export function runTool(tool: Tool, args: readonly string[], options: RunOptions = {}): Promise<ToolResult> {
  return runNode([toolPath(tool), ...args], options)
}

/** Runs a Node script in the repository, as `runTool` does a tool. */
export function runNode(args: readonly string[], options: RunOptions = {}): Promise<ToolResult> {
  const began = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: options.cwd ?? root,
    ...(options.limit !== undefined && { timeout: options.limit }),
    env: { ...process.env, ...options.env },
    stdio: ['ignore', options.quiet ? 'pipe' : 'inherit', options.quiet ? 'pipe' : 'inherit'],
  })
  return ended(child, began)
}

function ended(child: ChildProcess, began: number): Promise<ToolResult> {
  let output = ''
  const keep = (text: Buffer) => {
    output += text.toString('utf8')
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  const seconds = () => (performance.now() - began) / 1000
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ ok: false, output: String(error), seconds: seconds() }))
    child.once('close', (status) => resolve({ ok: status === 0, output, seconds: seconds() }))
  })
}
