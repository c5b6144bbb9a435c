import type { IncomingHttpHeaders } from 'node:http'
import { CloudEvent, HTTP } from 'cloudevents'
import { expect, test } from 'vitest'
import { Failure } from '#engine'
import { readCloudEvents } from './cloud-events.ts'

interface Message {
  headers: unknown
  body?: unknown
}

/** A message of the reference library as it would arrive. */
function read({ headers, body }: Message, about = false) {
  const names = Object.entries(headers as Record<string, string>).map(([name, value]) => [name.toLowerCase(), value])
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body === undefined ? '' : String(body))
  return readCloudEvents(Object.fromEntries(names) as IncomingHttpHeaders, bytes, about)
}

const event = new CloudEvent({
  id: 'A 1/b',
  source: '/shop/a-b',
  type: 'com.example.order',
  time: '2026-06-01T10:00:00Z',
  datacontenttype: 'application/json',
  data: { name: 'Ada', items: [1, 2] },
})

test('Structured, binary and batched, the same event is the same record under the same key', () => {
  const [structured] = read(HTTP.structured(event))
  const [binary] = read(HTTP.binary(event))
  const batch = {
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify([event, event]),
  }
  const batched = read(batch)
  expect(JSON.parse(structured?.text ?? '')).toEqual({ name: 'Ada', items: [1, 2] })
  expect(structured?.type).toBe('com.example.order')
  expect(binary).toEqual(structured)
  expect(batched).toEqual([structured, structured])
})

test('Source and id tell events apart, and nothing else does', () => {
  const keyOf = (change: object) => read(HTTP.structured(event.cloneWith(change)))[0]?.key
  expect(keyOf({ id: 'B' })).not.toBe(keyOf({}))
  expect(keyOf({ source: '/other' })).not.toBe(keyOf({}))
  expect(keyOf({ type: 'other', data: {} })).toBe(keyOf({}))
  expect(keyOf({ source: '/a', id: 'b/c' })).not.toBe(keyOf({ source: '/a/b', id: 'c' }))
})

test('What is told about an event becomes fields when asked for', () => {
  const [told] = read(HTTP.binary(event), true)
  expect(JSON.parse(told?.text ?? '')).toEqual({
    name: 'Ada',
    items: [1, 2],
    event_id: 'A 1/b',
    event_type: 'com.example.order',
    event_source: '/shop/a-b',
    event_time: '2026-06-01T10:00:00.000Z',
  })
})

test('Header values are percent-decoded, as the binding says', () => {
  const headers = { 'ce-specversion': '1.0', 'ce-id': 'caf%C3%A9%20%25', 'ce-source': '/s', 'ce-type': 't' }
  const [told] = readCloudEvents(headers, Buffer.alloc(0), true)
  expect(JSON.parse(told?.text ?? '')).toMatchObject({ event_id: 'café %' })
})

test('Data that are no object stand in a field of their own; none at all make an empty record', () => {
  const of = (data: unknown, datacontenttype: string) =>
    JSON.parse(read(HTTP.binary(event.cloneWith({ data, datacontenttype })))[0]?.text ?? '')
  expect(of([1, 2], 'application/json')).toEqual({ data: [1, 2] })
  expect(of('hello', 'text/plain')).toEqual({ data: 'hello' })
  const { data: _, ...bare } = event.toJSON() as Record<string, unknown>
  const headers = { 'content-type': 'application/cloudevents+json' }
  expect(read({ headers, body: JSON.stringify(bare) })[0]?.text).toBe('{}')
  const bytes = JSON.stringify({ ...bare, data_base64: 'AAE=' })
  expect(read({ headers, body: bytes })[0]?.text).toBe('{"data_base64":"AAE="}')
})

const headers = { 'content-type': 'application/cloudevents+json' }
const good = { specversion: '1.0', id: '1', source: '/s', type: 't' }
test.each([
  [
    { 'content-type': 'application/json' },
    '{"a":1}',
    'it has neither the header "ce-specversion" nor an event as body',
  ],
  [headers, '{"a":', 'it is not JSON'],
  [headers, '[]', 'an event is an object'],
  [{ 'content-type': 'application/cloudevents-batch+json' }, '{}', 'a batch is a list of events'],
  [
    { 'content-type': 'application/cloudevents+avro' },
    '',
    'its format "application/cloudevents+avro" is not read here',
  ],
  [headers, JSON.stringify({ ...good, specversion: '0.3' }), 'it follows version 0.3, not 1.0'],
  [headers, JSON.stringify({ ...good, id: '' }), 'its "id" is missing'],
  [headers, JSON.stringify({ ...good, source: 5 }), 'its "source" is missing'],
  [headers, JSON.stringify({ ...good, type: undefined }), 'its "type" is missing'],
  [headers, JSON.stringify({ ...good, time: 'soon' }), 'its "time" is not a time'],
])('%o with %s is no event', (given, body, why) => {
  try {
    read({ headers: given, body })
    expect.fail('it was taken')
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    expect([error.code, error.values.why]).toEqual(['hook.not-an-event', why])
  }
})
