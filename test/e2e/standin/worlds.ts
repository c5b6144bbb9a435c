/** The two worlds of a page, injected as source: no imports, nothing from outside the functions. */
import type { Wire } from './wire.ts'

/** In the page's own world, before its scripts: builds what the preload exposes, with functions that call across. */
export function pageWorld(): void {
  if (window.top !== window) return
  let next = 0
  const callbacks = new Map<number, (...args: unknown[]) => unknown>()
  const fire = (name: string, detail: unknown) => dispatchEvent(new CustomEvent(`standin:${name}`, { detail }))
  const on = (name: string, listener: (detail: never) => void) =>
    addEventListener(`standin:${name}`, (event) => {
      event.stopImmediatePropagation()
      listener((event as CustomEvent).detail as never)
    })
  const pass = (value: unknown): unknown => {
    if (typeof value !== 'function') return value
    callbacks.set(next, value as (...args: unknown[]) => unknown)
    return { $callback: next++ }
  }
  const build = (shape: unknown): unknown => {
    if (shape === null || typeof shape !== 'object') return shape
    if ('$function' in shape) return (...args: unknown[]) => call(shape.$function, args)
    return Object.freeze(Object.fromEntries(Object.entries(shape).map(([key, part]) => [key, build(part)])))
  }
  const call = (target: unknown, args: unknown[]): unknown => {
    let reply: { value?: unknown; error?: string } = {}
    const take = (event: Event) => {
      reply = (event as CustomEvent).detail
    }
    addEventListener('standin:return', take, { once: true })
    fire('call', { target, args: args.map(pass) })
    removeEventListener('standin:return', take)
    if (reply.error !== undefined) throw new Error(reply.error)
    return reply.value
  }
  on('expose', ({ key, shape }: { key: string; shape: unknown }) => {
    if (!(key in window)) Object.defineProperty(window, key, { value: build(shape), enumerable: true })
  })
  on('callback', ({ id, args }: { id: number; args: unknown[] }) => void callbacks.get(id)?.(...args))
  fire('page-ready', null)
}

/** In the isolated world: what a sandboxed preload gets when it requires "electron". */
export function preloadWorld(wire: Wire, send: (text: string) => void): object {
  type Listener = (event: { ports: MessagePort[] }, ...args: unknown[]) => void
  type Incoming =
    | { t: 'event'; channel: string; args: unknown[]; ports: number[] }
    | { t: 'port'; id: number; data: unknown }
    | { t: 'port-close'; id: number }
  const functions: ((...args: unknown[]) => unknown)[] = []
  const exposed: { key: string; shape: unknown }[] = []
  const listeners = new Map<string, Listener[]>()
  const ports = new Map<number, MessagePort>()
  const fire = (name: string, detail: unknown) => dispatchEvent(new CustomEvent(`standin:${name}`, { detail }))
  const post = (message: object) => send(wire.pack(message))

  const shapeOf = (value: unknown): unknown => {
    if (typeof value === 'function') return { $function: functions.push(value as (typeof functions)[number]) - 1 }
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]))
  }
  const unpass = (value: unknown): unknown =>
    value !== null && typeof value === 'object' && '$callback' in value
      ? (...args: unknown[]) => fire('callback', { id: value.$callback, args })
      : value
  addEventListener('standin:page-ready', () => {
    for (const one of exposed) fire('expose', one)
  })
  addEventListener('standin:call', (event) => {
    const { target, args } = (event as CustomEvent<{ target: number; args: unknown[] }>).detail
    try {
      fire('return', { value: functions[target]?.(...args.map(unpass)) })
    } catch (error) {
      fire('return', { error: String(error) })
    }
  })

  const adopt = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel()
    ports.set(id, port2)
    port2.onmessage = (event) => post({ t: 'port', id, data: event.data })
    port2.addEventListener('close', () => post({ t: 'port-close', id }))
    return port1
  }
  const receive = (text: string) => {
    const message = wire.unpack(text) as Incoming
    if (message.t === 'port') ports.get(message.id)?.postMessage(message.data)
    else if (message.t === 'port-close') ports.get(message.id)?.close()
    else {
      const event = { ports: message.ports.map(adopt) }
      for (const listener of listeners.get(message.channel) ?? []) listener(event, ...message.args)
    }
  }
  Object.assign(globalThis, { standinReceive: receive })
  return {
    contextBridge: {
      exposeInMainWorld(key: string, value: unknown) {
        const one = { key, shape: shapeOf(value) }
        exposed.push(one)
        fire('expose', one)
      },
    },
    ipcRenderer: {
      on: (channel: string, listener: Listener) =>
        void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      send: (channel: string, ...args: unknown[]) => post({ t: 'send', channel, args }),
    },
  }
}
