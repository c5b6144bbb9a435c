/** Keeps the studio process alive and leads a line from each window straight to it; main itself never sees what is said. */
import { join } from 'node:path'
import {
  type BrowserWindow,
  MessageChannelMain,
  type UtilityProcess,
  utilityProcess,
  type WebFrameMain,
} from 'electron'
import type { Reason } from '#engine'
import { askKeyStore } from './key-store.ts'
import { CHANNELS, type FromStudio, type ToStudio } from './studio-messages.ts'

/** A studio that dies sooner than this after its start is started again with growing pauses; milliseconds. */
const SOON = 10_000
const LONGEST_PAUSE = 30_000
const END_LIMIT = 8_000

export interface StudioLink {
  /** Gives the frame one end of a new line as soon as a studio answers. */
  lead(frame: WebFrameMain): Promise<void>
  /** Asks the studio to end; ends it after a while. */
  close(): Promise<void>
}

export interface StudioLinkOptions {
  /** Given to the studio process on its command line. */
  args: string[]
  windows(): BrowserWindow[]
  /** The studio cannot open at all. */
  onFailed(reason: Reason): void
}

export function startStudio(options: StudioLinkOptions): StudioLink {
  let child: UtilityProcess | undefined
  let answering = deferred<UtilityProcess>()
  let closing = false
  let pause = 0

  function begin(): void {
    const began = Date.now()
    const script = join(import.meta.dirname, 'studio-process.js')
    const next = utilityProcess.fork(script, options.args, { serviceName: 'Sluice studio', stdio: 'inherit' })
    child = next
    next.on('message', (message: FromStudio) => {
      if (message.type === 'ready') answering.resolve(next)
      else if (message.type === 'failed') options.onFailed(message.reason)
      else next.postMessage(answerKeys(message))
    })
    next.once('exit', () => {
      if (child === next) child = undefined
      if (!closing) again(began)
    })
  }

  function again(began: number): void {
    answering = deferred(answering)
    for (const window of options.windows()) window.webContents.send(CHANNELS.studioLost)
    pause = Date.now() - began < SOON ? Math.min(LONGEST_PAUSE, Math.max(250, pause * 2)) : 0
    setTimeout(() => closing || begin(), pause)
  }

  begin()
  return {
    async lead(frame) {
      const studio = await answering.promise
      const { port1, port2 } = new MessageChannelMain()
      studio.postMessage({ type: 'line' } satisfies ToStudio, [port1])
      frame.postMessage(CHANNELS.studioPort, null, [port2])
    },
    close() {
      closing = true
      return end(child)
    },
  }
}

function answerKeys({ id, do: does, text }: Extract<FromStudio, { type: 'keys' }>): ToStudio {
  const answer = askKeyStore(does, text)
  return { type: 'keys', id, ...(answer === undefined ? {} : { text: answer }) }
}

interface Deferred<T> {
  promise: Promise<T>
  resolve(value: T): void
}

/** A promise to be kept later; who still waited for `before` is answered by this one too. */
function deferred<T>(before?: Deferred<T>): Deferred<T> {
  let settle: (value: T) => void = () => {}
  const promise = new Promise<T>((resolve) => {
    settle = resolve
  })
  return {
    promise,
    resolve(value) {
      before?.resolve(value)
      settle(value)
    },
  }
}

function end(child: UtilityProcess | undefined): Promise<void> {
  if (!child) return Promise.resolve()
  return new Promise((resolve) => {
    const limit = setTimeout(() => child.kill(), END_LIMIT)
    child.once('exit', () => {
      clearTimeout(limit)
      resolve()
    })
    child.postMessage({ type: 'close' } satisfies ToStudio)
  })
}
