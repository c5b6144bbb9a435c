/** Keeps one studio process alive behind the host: started, watched, started again when it dies, asked to end. */
import { type ChildProcess, fork } from 'node:child_process'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure, type Reason } from '#engine'
import type { FromStudio, LineRequest, ToStudio } from './child-messages.ts'

/** A studio that dies sooner than this after its start is started again with growing pauses; milliseconds. */
const SOON = 10_000
const LONGEST_PAUSE = 30_000
/** How long a studio may take to end by itself, in milliseconds. */
const END_LIMIT = 8_000

export interface StudioProcess {
  /** Hands over the socket of a window; false when there is no studio to take it. */
  hand(request: LineRequest, socket: Socket): Promise<boolean>
  /** The process id of the studio that answers now. */
  pid(): number | undefined
  close(): Promise<void>
}

export interface StudioProcessOptions {
  /** The script of the process, and what it is told on its command line. */
  script: string
  args: string[]
  /** How many windows hold a line now. */
  onWindows(open: number): void
  /** The studio died and is being started again. */
  onLost(): void
}

/** Resolves when the first studio answers. Throws its Failure when it cannot open, such as data.owned. */
export async function startStudioProcess(options: StudioProcessOptions): Promise<StudioProcess> {
  let child: ChildProcess | undefined
  let current = begin()
  let closing = false
  let pause = 0

  function begin(): Promise<ChildProcess> {
    const next = fork(options.script, options.args, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    child = next
    next.on('message', (message: FromStudio) => {
      if (message.type === 'windows') options.onWindows(message.open)
    })
    const began = Date.now()
    const ready = untilReady(next)
    ready.then(
      () => next.once('exit', () => void again(began)),
      () => {},
    )
    return ready
  }

  async function again(began: number): Promise<void> {
    if (closing) return
    options.onWindows(0)
    options.onLost()
    pause = Date.now() - began < SOON ? Math.min(LONGEST_PAUSE, Math.max(250, pause * 2)) : 0
    current = sleep(pause, undefined, { ref: false }).then(begin)
    current.catch(() => void again(Date.now()))
  }

  await current
  return {
    async hand(request, socket) {
      const taker = await current.catch(() => undefined)
      if (closing || !taker?.connected || socket.destroyed) return false
      return new Promise((resolve) =>
        taker.send({ type: 'line', ...request } satisfies ToStudio, socket, (error) => resolve(!error)),
      )
    },
    pid: () => child?.pid,
    async close() {
      closing = true
      await end(child)
    },
  }
}

function untilReady(child: ChildProcess): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    let reason: Reason | undefined
    child.on('message', (message: FromStudio) => {
      if (message.type === 'ready') resolve(child)
      else if (message.type === 'failed') reason = message.reason
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
