import type { Connection } from './schema.ts'

/** Somebody who asked for events. No topics: all of them. */
export interface WebhookRow {
  readonly url: string
  readonly secret: string
  readonly topics: readonly string[]
}

export interface WebhookTable {
  /** One per address: asking again replaces it. */
  put(system: string, webhook: WebhookRow): void
  drop(system: string, url: string): void
  all(system: string): WebhookRow[]
}

export function openWebhooks(database: Connection): WebhookTable {
  const put = database.prepare('INSERT OR REPLACE INTO webhooks (system, url, secret, topics) VALUES (?, ?, ?, ?)')
  const drop = database.prepare('DELETE FROM webhooks WHERE system = ? AND url = ?')
  const all = database.prepare<[string], { url: string; secret: string; topics: string }>(
    'SELECT url, secret, topics FROM webhooks WHERE system = ? ORDER BY url',
  )
  return {
    put: (system, { url, secret, topics }) => void put.run(system, url, secret, JSON.stringify(topics)),
    drop: (system, url) => void drop.run(system, url),
    all: (system) => all.all(system).map((row) => ({ ...row, topics: JSON.parse(row.topics) as string[] })),
  }
}
