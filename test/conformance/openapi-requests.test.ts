/** The checker of requests: it lets right ones pass, and a wrong one of each kind fails by each vendor's description. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { openapiChecker, readSpec, type SentRequest } from '../fixtures/openapi-requests.ts'
import { checkAll, startRecorder } from '../fixtures/request-recorder.ts'

function json(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): SentRequest {
  const [pathname = '', query = ''] = path.split('?')
  const given = body === undefined ? {} : { body: JSON.stringify(body), contentType: 'application/json' }
  return { method, path: pathname, query: new URLSearchParams(query), headers, ...given }
}

const form = (path: string, body: string, headers: Record<string, string> = {}): SentRequest => ({
  ...json('POST', path, undefined, headers),
  body,
  contentType: 'application/x-www-form-urlencoded',
})

const token = { token: 'x' }
const tenant = { 'xero-tenant-id': 'x' }
const issue = { project: { key: 'A' }, summary: 'A', issuetype: { name: 'Task' } }
const contact = { Name: 'A', Phones: [{ PhoneType: 'MOBILE', PhoneNumber: '1' }] }
const chat = {
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'Hello' }],
  temperature: null,
  response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { type: 'object' }, strict: true } },
}

type Case = [string, SentRequest, string?]
const CASES: Record<'slack' | 'xero' | 'openai' | 'jira', Case[]> = {
  slack: [
    ['a form', form('/api/chat.postMessage', 'channel=C1&text=Hello&link_names=true', token)],
    ['JSON', json('POST', '/api/chat.postMessage', { channel: 'C1', text: 'Hello' }, token)],
    ['a query', json('GET', '/api/conversations.list?limit=10&exclude_archived=true')],
    ['a misspelled key', form('/api/chat.postMessage', 'channel=C1&txt=Hello', token), 'body.txt: nobody'],
    [
      'a key of another key',
      form('/api/chat.postMessage', 'channel=C1&text[a]=Hello', token),
      'body.text: must be string',
    ],
    [
      'a wrong type',
      form('/api/chat.postMessage', 'channel=C1&link_names=often', token),
      'body.link_names: must be boolean',
    ],
    ['a missing field', form('/api/chat.postMessage', 'text=Hello', token), 'body.channel: must have'],
    ['a missing header', form('/api/chat.postMessage', 'channel=C1'), 'header.token: is missing'],
    ['a misspelled name in the query', json('GET', '/api/conversations.list?limits=10'), 'query.limits: nobody'],
    ['a wrong type in the query', json('GET', '/api/conversations.list?limit=ten'), 'query.limit: must be integer'],
    ['a missing name in the query', json('GET', '/api/users.lookupByEmail?token=x'), 'query.email: is missing'],
    ['a wrong path', form('/api/chat.postMessages', 'channel=C1', token), 'path: there is no path'],
    ['no base path', form('/chat.postMessage', 'channel=C1', token), 'path: there is no path'],
  ],
  xero: [
    ['contacts', json('PUT', '/api.xro/2.0/Contacts?summarizeErrors=false', { Contacts: [contact] }, tenant)],
    [
      'a misspelled key',
      json('PUT', '/api.xro/2.0/Contacts', { Contacts: [{ ...contact, EMail: 'a' }] }, tenant),
      'body.Contacts.0.EMail: nobody',
    ],
    [
      'a misspelled key at the top',
      json('PUT', '/api.xro/2.0/Contacts', { contacts: [contact] }, tenant),
      'body.contacts: nobody',
    ],
    [
      'a wrong type',
      json('PUT', '/api.xro/2.0/Contacts', { Contacts: [{ Name: 5 }] }, tenant),
      'body.Contacts.0.Name: must be string',
    ],
    [
      'another choice',
      json('PUT', '/api.xro/2.0/Contacts', { Contacts: [{ ...contact, ContactStatus: 'GONE' }] }, tenant),
      'body.Contacts.0.ContactStatus: must be equal',
    ],
    [
      'a missing field',
      json('PUT', '/api.xro/2.0/CreditNotes', { CreditNotes: [{ Allocations: [{ Amount: 1 }] }] }, tenant),
      'body.CreditNotes.0.Allocations.0.Invoice: must have',
    ],
    ['a text that is no JSON', { ...json('PUT', '/api.xro/2.0/Contacts', {}, tenant), body: '{' }, 'body: '],
    [
      'a missing header',
      json('PUT', '/api.xro/2.0/Contacts', { Contacts: [contact] }),
      'header.xero-tenant-id: is missing',
    ],
    ['no body', json('PUT', '/api.xro/2.0/Contacts'), 'body: is missing'],
    ['a wrong path', json('PUT', '/api.xro/2.0/Contact', { Contacts: [contact] }), 'path: there is no path'],
    [
      'a wrong method',
      json('PATCH', '/api.xro/2.0/Contacts', { Contacts: [contact] }),
      'path: /api.xro/2.0/Contacts does not take PATCH',
    ],
    ['a hole that is no id', json('GET', '/api.xro/2.0/Contacts/five'), 'path.ContactID: must match format "uuid"'],
  ],
  openai: [
    ['a chat', json('POST', '/v1/chat/completions', chat)],
    ['an embedding', json('POST', '/v1/embeddings', { model: 'text-embedding-3-small', input: ['a', 'b'] })],
    ['a response', json('POST', '/v1/responses', { model: 'gpt-4o', input: 'Hello' })],
    [
      'a misspelled key of parts put together',
      json('POST', '/v1/chat/completions', { ...chat, temprature: 1 }),
      'body.temprature: nobody',
    ],
    [
      'a misspelled key of one of several',
      json('POST', '/v1/chat/completions', { ...chat, messages: [{ role: 'user', content: 'a', nam: 'b' }] }),
      'body.messages.0.nam: nobody',
    ],
    [
      'a wrong type',
      json('POST', '/v1/chat/completions', { ...chat, temperature: '1' }),
      'body.temperature: must be number',
    ],
    ['a missing field', json('POST', '/v1/chat/completions', { model: 'gpt-4o' }), 'body.messages: must have'],
    ['a wrong path', json('POST', '/v1/chat/completion', chat), 'path: there is no path'],
    ['another content type', { ...form('/v1/chat/completions', 'model=a') }, 'header.content-type'],
  ],
  jira: [
    ['an issue', json('POST', '/rest/api/3/issue', { fields: issue })],
    ['a search', json('GET', '/rest/api/3/search/jql?jql=a&fields=summary&fields=status&maxResults=5')],
    ['a search in a body', json('POST', '/rest/api/3/search/jql', { jql: 'a', maxResults: 5, reconcileIssues: [1] })],
    ['a misspelled key', json('POST', '/rest/api/3/issue', { field: issue }), 'body.field: nobody'],
    [
      'a wrong type',
      json('POST', '/rest/api/3/search/jql', { jql: 'a', maxResults: 'five' }),
      'body.maxResults: must be integer',
    ],
    [
      'a number in quotes in a list',
      json('POST', '/rest/api/3/search/jql', { jql: 'a', reconcileIssues: ['1'] }),
      'body.reconcileIssues.0: must be integer',
    ],
    ['a missing body', json('PUT', '/rest/api/3/issue/A-1'), 'body: is missing'],
    [
      'a field that is read only',
      json('POST', '/rest/api/3/issue/A-1/comment', { body: {}, created: '2026-11-22T00:00:00Z' }),
      'body.created: may not be sent',
    ],
    ['a wrong path', json('POST', '/rest/api/3/issues', { fields: issue }), 'path: there is no path'],
  ],
}

for (const [name, cases] of Object.entries(CASES)) {
  const check = openapiChecker(readSpec(name as keyof typeof CASES))
  test.each(cases)(`${name}: %s`, (_, sent, wrong) => {
    const problems = check(sent)
    if (wrong === undefined) expect(problems).toEqual([])
    else expect(problems.join('\n')).toContain(wrong)
  })
}

test('an exception excuses its place at its path only', () => {
  const exceptions = [
    { place: 'header.token', why: 'the token is a bearer token' },
    { place: 'body.metadata', path: '/chat.postMessage', why: 'newer than the description' },
  ]
  const check = openapiChecker(readSpec('slack'), { exceptions })
  const body = { channel: 'C1', metadata: { event_type: 'a' } }
  expect(check(json('POST', '/api/chat.postMessage', body))).toEqual([])
  expect(check(json('POST', '/api/chat.postMessage', { ...body, meta: 1 }))).toEqual([
    'body.meta: nobody described this key',
  ])
  const elsewhere = check(json('POST', '/api/chat.update', { ...body, ts: '1' }))
  expect(elsewhere).toEqual(['body.metadata: nobody described this key'])
  expect(() => openapiChecker(readSpec('slack'), { exceptions: [{ place: 'body', why: ' ' }] })).toThrow('no reason')
})

test('what passes through the recorder is written down as it was sent, and answered', async () => {
  const server = createServer((request, response) =>
    response.writeHead(201, { 'x-from': request.url ?? '' }).end('{"ok":true}'),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const recorder = await startRecorder(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  try {
    const options = { method: 'POST', headers: { 'content-type': 'application/json', token: 'x' } }
    const reply = await fetch(`${recorder.address}/api/chat.postMessage?a=1`, { ...options, body: '{"channel":"C1"}' })
    expect([reply.status, reply.headers.get('x-from'), await reply.json()]).toEqual([
      201,
      '/api/chat.postMessage?a=1',
      { ok: true },
    ])
    expect(checkAll(recorder.sent, openapiChecker(readSpec('slack')))).toEqual([
      'POST /api/chat.postMessage query.a: nobody described this name',
    ])
    expect(checkAll([], () => [])).toEqual(['nothing was sent'])
  } finally {
    await recorder.close()
    server.close()
  }
})
