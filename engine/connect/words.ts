/** What a connector offers, in words for tables and pages. */
import type { Connector, Operation, RateLimit, RateWindow, Strategy } from './declare.ts'
import type { SignInWay } from './declare-sign-in.ts'

/** How each strategy keeps a write from happening twice. */
export const STRATEGY_WORDS: Readonly<Record<Strategy, string>> = {
  'native-key': "the system's own key",
  'upsert-by-unique-field': 'create or update by a unique field',
  'find-then-create': 'look first, then create',
  'own-ledger': 'our own list only',
}

/** `190 calls in 10 seconds; 100,000 a day`. */
export function limitWords(limit: RateLimit): string {
  return [limit, ...(limit.also ?? [])].map(windowWords).join('; ')
}

function windowWords({ calls, per }: RateWindow): string {
  const count = calls.toLocaleString('en-US')
  const whole = UNITS.find(({ ms }) => per === ms)
  if (whole) return `${count} a ${whole.name}`
  const { ms, name } = UNITS.find((unit) => per >= unit.ms && per % unit.ms === 0) ?? { ms: 1, name: 'millisecond' }
  return `${count} in ${(per / ms).toLocaleString('en-US')} ${name}s`
}

const UNITS = [
  { ms: 86_400_000, name: 'day' },
  { ms: 3_600_000, name: 'hour' },
  { ms: 60_000, name: 'minute' },
  { ms: 1000, name: 'second' },
] as const

/** What undo does with something that was created, and with something that was changed. */
export function undoWords({ undo }: Operation): string {
  const created = undo.created === 'delete' ? 'deleted' : ''
  const updated = undo.updated === 'restore' ? 'restored' : ''
  return [created, updated].filter((word) => word !== '').join(', ') || 'none'
}

export function signInWords(way: SignInWay): string {
  switch (way.kind) {
    case 'key':
      return way.label
    case 'password':
      return `${way.user} and ${way.label.charAt(0).toLowerCase()}${way.label.slice(1)}`
    case 'oauth-code':
    case 'oauth-client':
      return `${way.label} (OAuth 2)`
  }
}

/** What stands beside a system that nobody else's work speaks for. */
export const UNPROVED = 'unproved'

/** One line for each operation, and one for a connector that has none (a model). */
export interface OfferedOperation {
  id: string
  connector: string
  family: string
  operation: string
  safe: string
  undo: string
  bulk: number
  limits: string
  checkedAgainst: string
}

export function offeredOperations(connectors: Readonly<Record<string, Connector>>): OfferedOperation[] {
  return Object.entries(connectors).flatMap(([id, connector]) => {
    const { title, family, limit, proof } = connector
    const about = {
      id,
      connector: title,
      family,
      limits: limitWords(limit),
      checkedAgainst: proof.join(', ') || UNPROVED,
    }
    const lines = Object.values(connector.operations).map((operation) => ({
      ...about,
      operation: operation.title,
      safe: STRATEGY_WORDS[operation.strategy],
      undo: undoWords(operation),
      bulk: operation.bulk,
    }))
    const none = { ...about, operation: connector.models ? 'Answers AI steps' : '', safe: '', undo: '', bulk: 0 }
    return lines.length > 0 ? lines : [none]
  })
}
