import { describe, expect, it } from 'vitest'
import { findingWords } from './check-words.ts'
import { neededPermissions, operationsUsed, warningOf } from './saved.ts'

const DAY = 86_400_000
const now = Date.parse('2026-11-22T08:00:00Z')

describe('the end of a sign-in', () => {
  it.each([
    [8 * DAY, 0],
    [7 * DAY, 1],
    [DAY + 1, 1],
    [DAY, 2],
    [1, 2],
    [0, 3],
    [-DAY, 3],
  ])('%d ms ahead is told as warning %d', (ahead, warning) => {
    expect(warningOf({ expires: now + ahead, renews: false }, now)).toBe(warning)
  })

  it('is none where it is renewed by itself, until it is not any more', () => {
    expect(warningOf({ expires: now + 1, renews: true }, now)).toBe(0)
    const ended = { code: 'sign-in.answer-lost', at: now - 1 } as const
    expect(warningOf({ expires: now + DAY, renews: true, ended }, now)).toBe(3)
    expect(warningOf({ renews: false }, now)).toBe(0)
  })
})

it('what operations need is asked for with all its reasons, once', () => {
  const undo = { created: 'none', updated: 'none', words: '' } as const
  const send = { request: { method: 'POST', path: '/' }, reply: {} } as const
  const operation = { object: 'o', does: 'create', strategy: 'own-ledger', bulk: 1, send, undo } as const
  const operations = {
    put: { ...operation, title: 'Put a contact', needs: ['contacts.write', 'contacts.read'] },
    list: { ...operation, title: 'Read contacts', needs: ['contacts.read'] },
  }
  const step = (title: string, settings: Record<string, string>) => ({ kind: 'write', title, settings })
  const steps = {
    a: step('Save', { connection: 'crm', operation: 'put' }),
    b: step('Look', { connection: 'crm', operation: 'list' }),
    c: step('Other', { connection: 'billing', operation: 'put' }),
    d: step('Gone', { connection: 'crm', operation: 'was-there-once' }),
  }
  expect(neededPermissions({ operations }, operationsUsed({ name: 'Leads', steps }, 'crm'))).toEqual([
    { permission: 'contacts.write', reasons: ['Put a contact: step "Save" of "Leads"'] },
    {
      permission: 'contacts.read',
      reasons: ['Put a contact: step "Save" of "Leads"', 'Read contacts: step "Look" of "Leads"'],
    },
  ])
})

it('what was found is told in sentences', () => {
  const found = { at: now, reachable: true, accepted: true, needs: [], missing: [] } as const
  expect(findingWords({ ...found, state: 'ending-soon', expires: now + 2 * DAY }, 'Slack', now)).toEqual([
    'The sign-in ends in 2 days, on 24 November 2026. Sign in again before that.',
  ])
  expect(
    findingWords(
      { ...found, state: 'good', belongsTo: 'person', who: 'Ada', needs: [{ permission: 'x', reasons: [] }] },
      'Slack',
      now,
    ),
  ).toEqual([
    'Slack accepts the sign-in.',
    'It is a personal login (Ada): it ends when that person leaves. A service account is safer.',
    'Slack does not tell whether it has x.',
  ])
})
