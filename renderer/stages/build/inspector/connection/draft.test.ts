import { expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import type { Connector } from '#engine'
import { beginDraft, givenOf, isComplete, portOf, redirectOf, waysOf } from './draft.ts'

const { hubspot, zendesk, sqlite, fhir, jira } = CONNECTORS as Record<string, Connector> as Record<
  'hubspot' | 'zendesk' | 'sqlite' | 'fhir' | 'jira',
  Connector
>

test('a key is all that a system with a known address asks for', () => {
  const draft = beginDraft(hubspot)
  expect(draft).toMatchObject({ way: 'key', address: 'https://api.hubapi.com' })
  expect(isComplete(hubspot, draft)).toBe(false)
  expect(isComplete(hubspot, { ...draft, secret: 'x' })).toBe(true)
  expect(isComplete(hubspot, { ...draft, secret: 'x', address: ' ' })).toBe(false)
})

test('a name goes with its secret, and an app with its client', () => {
  const draft = { ...beginDraft(zendesk), address: 'https://a.zendesk.com' }
  expect(isComplete(zendesk, { ...draft, way: 'password', secret: 'x' })).toBe(false)
  expect(isComplete(zendesk, { ...draft, way: 'password', secret: 'x', user: 'ada' })).toBe(true)
  expect(isComplete(zendesk, { ...draft, way: 'oauth-code', client: 'c' })).toBe(true)
  expect(isComplete(zendesk, { ...draft, way: 'oauth-code', client: 'c', port: '70000' })).toBe(false)
})

test('values that the system needs are asked for; blank ones are not sent', () => {
  const draft = { ...beginDraft(jira), address: 'https://a.atlassian.net ', user: 'ada', secret: 'x' }
  expect(isComplete(jira, draft)).toBe(false)
  const filled = { ...draft, values: { project: ' OPS ', other: ' ' } }
  expect(isComplete(jira, filled)).toBe(true)
  expect(givenOf(jira, filled, { name: 'Jira' })).toMatchObject({
    connector: 'jira',
    address: 'https://a.atlassian.net',
    values: { project: 'OPS' },
  })
  expect(givenOf(jira, filled, { name: 'Jira' }).values).not.toHaveProperty('other')
})

test('what needs no sign-in asks for none, and each kind of way is offered once', () => {
  expect(beginDraft(sqlite).way).toBe('none')
  expect(waysOf(fhir).map(({ kind }) => kind)).toEqual(['oauth-client', 'oauth-code', 'key'])
})

test('signing in again begins with all but the secrets', () => {
  const saved = { way: 'oauth-code', address: 'https://a', values: {}, client: 'c', redirectPort: 8080 } as const
  expect(beginDraft(hubspot, saved)).toMatchObject({ way: 'oauth-code', client: 'c', port: '8080', clientSecret: '' })
})

test('a port is a whole number, and stands in the redirect address', () => {
  expect(['', '0', '1.5', 'x', '8080'].map(portOf)).toEqual([undefined, 'wrong', 'wrong', 'wrong', 8080])
  expect([redirectOf(''), redirectOf('8080')]).toEqual([
    'http://127.0.0.1/signed-in',
    'http://127.0.0.1:8080/signed-in',
  ])
})
