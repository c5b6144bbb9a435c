import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Store, WebhookRow } from '../store/index.ts'
import type { SystemFaultDesk } from './fault-desk.ts'
import { isLoopback } from './loopback.ts'
import type { SystemDeclaration } from './system.ts'

export interface NotifierRoom {
  readonly declaration: Pick<SystemDeclaration, 'name' | 'signWebhook'>
  readonly store: Store
  readonly faults: SystemFaultDesk
  readonly now: () => number
  /** Ends all waiting and sending. */
  readonly stopping: AbortSignal
}

export interface Notifier {
  /** Sends an event to everybody who asked for it. Never waits. What is under way when the process ends is lost. */
  notify(topic: string, body: unknown): void
}

interface Event {
  readonly id: string
  readonly topic: string
  readonly text: string
}

/** Milliseconds before each further try. */
const retries = [200, 500, 1_000, 2_000, 5_000]
/** So long an event waits to be overtaken by the next one. */
const overtakenWithinMs = 1_500

/** Sends to addresses of this machine only, first tries in order of the events; signed as the vendor signs. */
export function createNotifier({ declaration, store, faults, now, stopping }: NotifierRoom): Notifier {
  const lines = new Map<string, Promise<unknown>>()
  let heldBack: (() => void) | undefined

  const post = async ({ url, secret }: WebhookRow, event: Event): Promise<boolean> => {
    const signature = declaration.signWebhook?.({ ...event, secret, now: now() }) ?? {}
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(10_000)])
    const headers = { 'content-type': 'application/json', ...signature }
    const answer = await fetch(url, { method: 'POST', headers, body: event.text, redirect: 'manual', signal }).catch(
      () => undefined,
    )
    await answer?.arrayBuffer().catch(() => undefined)
    return answer?.ok ?? false
  }
  const tryAgain = async (webhook: WebhookRow, event: Event) => {
    for (const delay of retries) {
      await pause(delay, undefined, { signal: stopping })
      if (await post(webhook, event)) return
    }
  }
  const send = (webhook: WebhookRow, event: Event) => {
    const { lateMs = 0, twice } = faults.current().webhooks ?? {}
    const before = lines.get(webhook.url) ?? Promise.resolve()
    const sent = before.then(async () => {
      if (lateMs > 0) await pause(lateMs, undefined, { signal: stopping })
      if (!(await post(webhook, event))) void tryAgain(webhook, event).catch(() => undefined)
      if (twice) await post(webhook, event)
    })
    lines.set(
      webhook.url,
      sent.catch(() => undefined),
    )
  }
  const sendAll = (event: Event) => {
    for (const webhook of store.webhooks.all(declaration.name)) {
      const wanted = webhook.topics.length === 0 || webhook.topics.includes(event.topic)
      if (wanted && isLoopback(webhook.url) && !stopping.aborted) send(webhook, event)
    }
  }
  const holdBack = (event: Event) => {
    const release = () => {
      if (heldBack === release) heldBack = undefined
      clearTimeout(timer)
      sendAll(event)
    }
    const timer = setTimeout(release, overtakenWithinMs)
    timer.unref()
    heldBack = release
  }

  return {
    notify: (topic, body) => {
      const event = { id: randomUUID(), topic, text: JSON.stringify(body) }
      if (faults.losesEvent()) return
      if (heldBack === undefined && faults.current().webhooks?.outOfOrder) return holdBack(event)
      sendAll(event)
      heldBack?.()
    },
  }
}
