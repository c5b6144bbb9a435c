/** Calls across a message port, both ways at once: a name and its arguments there, a value or a failure back. */
import type { MessagePort, Worker } from 'node:worker_threads'
import { Failure, type Reason, reasonOf } from '#engine'

type Api = object
type Message =
  | { ask: number; name: string; args: unknown[] }
  | { answer: number; value: unknown }
  | { answer: number; failure: Reason }
  | { answer: number; bug: unknown }

/** The same functions, seen from the other side: each answers later. */
export type Remote<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never
}

export interface PortCalls<T> {
  remote: Remote<T>
  /** Everything that waits for an answer, and all that is asked from now on, fails with this. */
  fail(error: unknown): void
}

/** Answers calls with `own`, and offers those of the other side. A Failure stays one; anything else that is thrown is a defect. */
export function connectPort<T extends Api>(port: MessagePort | Worker, own: Api): PortCalls<T> {
  const waiting = new Map<number, { done(value: unknown): void; failed(error: unknown): void }>()
  let last = 0
  let gone: { error: unknown } | undefined

  const call = (name: string, args: unknown[]) =>
    new Promise((done, failed) => {
      if (gone) return failed(gone.error)
      const ask = ++last
      waiting.set(ask, { done, failed })
      port.postMessage({ ask, name, args } satisfies Message)
    })

  port.on('message', (message: Message) => {
    if ('ask' in message) {
      void answerCall(own, message).then((answer) => post(port, answer))
      return
    }
    const caller = waiting.get(message.answer)
    waiting.delete(message.answer)
    if ('value' in message) caller?.done(message.value)
    else caller?.failed('failure' in message ? failureFrom(message.failure) : message.bug)
  })

  return {
    remote: new Proxy({} as Remote<T>, {
      get:
        (_, name) =>
        (...args: unknown[]) =>
          call(String(name), args),
    }),
    fail(error) {
      gone = { error }
      for (const { failed } of waiting.values()) failed(error)
      waiting.clear()
    },
  }
}

/** What cannot cross is told in words: whoever asked must not wait for good, nor this side end by it. */
function post(port: MessagePort | Worker, answer: Extract<Message, { answer: number }>): void {
  try {
    port.postMessage(answer)
  } catch (error) {
    const said = 'bug' in answer ? answer.bug : error
    port.postMessage({ answer: answer.answer, bug: new Error(String(said)) } satisfies Message)
  }
}

async function answerCall(own: Api, { ask, name, args }: Extract<Message, { ask: number }>) {
  try {
    const work = (own as Record<string, (...args: unknown[]) => unknown>)[name]
    if (!work) throw new Error(`nobody answers "${name}"`)
    return { answer: ask, value: await work(...args) }
  } catch (error) {
    return error instanceof Failure ? { answer: ask, failure: reasonOf(error) } : { answer: ask, bug: error }
  }
}

const failureFrom = ({ code, category, values, details }: Reason): Failure =>
  new Failure(code, category, values, details ? { details } : {})
