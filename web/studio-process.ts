/** Keeps one studio process alive behind the host: started, watched, started again when it dies, asked to end. */
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure, type Reason } from '#engine'
import type { FromStudio, ToStudio } from './child-messages.ts'

/** A studio that dies sooner than this after its start is started again with growing pauses; milliseconds. */
const SOON = 10_000
const LONGEST_PAUSE = 30_000
/** How long a studio may take to end by itself, and how long a window waits for one to answer; milliseconds. */
const END_LIMIT = 8_000
const WAIT_LIMIT = 15_000

export interface StudioProcess {
  /** Opens a line to the studio that answers now, or to the next one if it is just starting. Throws when none comes. */
  line(): Promise<Socket>
  /** The process id of the studio that answers now. */
  pid(): number | undefined
  close(): Promise<void>
}

export interface StudioProcessOptions {
  /** The script of the process, and what it is told on its command line after the name of its pipe. */
  script: string
  args: string[]
  /** The studio died and is being started again. */
  onLost(): void
}

interface Running {
  child: ChildProcess
  pipe: string
}

/** Resolves when the first studio answers. Throws its Failure when it cannot open, such as data.owned. */
export async function startStudioProcess(options: StudioProcessOptions): Promise<StudioProcess> {
  const pipes = createPipes()
  let child: ChildProcess | undefined
  let closing = false
  let pause = 0
  let current = begin()

  function begin(): Promise<Running> {
    const pipe = pipes.next()
    const next = fork(options.script, [pipe, ...options.args], {
      execArgv: [],
      // Under `node --watch` the child would otherwise tell us, instead of the watcher, what it imports.
      env: { ...process.env, WATCH_REPORT_DEPENDENCIES: undefined },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child = next
    const began = Date.now()
    const ready = untilReady(next).then(() => ({ child: next, pipe }))
    ready.then(
      () => next.once('exit', () => again(began)),
      () => {},
    )
    return ready
  }

  function again(began: number): void {
    if (closing) return
    options.onLost()
    pause = Date.now() - began < SOON ? Math.min(LONGEST_PAUSE, Math.max(250, pause * 2)) : 0
    current = sleep(pause).then(() => (closing ? Promise.reject(new Error('The host is closing.')) : begin()))
    current.catch(() => again(Date.now()))
  }

  try {
    await current
  } catch (error) {
    pipes.remove()
    throw error
  }
  return {
    async line() {
      const deadline = Date.now() + WAIT_LIMIT
      for (;;) {
        try {
          return await reach((await current).pipe)
        } catch (error) {
          if (closing || Date.now() > deadline) throw error
          await sleep(50)
        }
      }
    },
    pid: () => child?.pid,
    async close() {
      closing = true
      await end(child)
      pipes.remove()
    },
  }
}

/** Names for pipes that nobody else can reach: files in a folder of our own, or on Windows names that cannot be guessed. */
function createPipes(): { next(): string; remove(): void } {
  if (process.platform === 'win32') {
    return { next: () => `\\\\.\\pipe\\sluice-${randomBytes(16).toString('hex')}`, remove: () => {} }
  }
  const folder = mkdtempSync(join(tmpdir(), 'sluice-'))
  let count = 0
  return { next: () => join(folder, String(count++)), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function reach(pipe: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(pipe)
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let reason: Reason | undefined
    child.on('message', (message: FromStudio) => {
      if (message.type === 'ready') resolve()
      else reason = message.reason
    })
    child.once('error', reject)
    child.once('exit', (status, signal) =>
      reject(
        reason
          ? new Failure(reason.code, reason.category, reason.values, { details: reason.details ?? {} })
          : new Error(`The studio ended before it was ready (${signal ?? status}).`),
      ),
    )
  })
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  if (child.connected) child.send({ type: 'close' } satisfies ToStudio)
  const limit = setTimeout(() => child.kill('SIGKILL'), END_LIMIT)
  await gone
  clearTimeout(limit)
}
