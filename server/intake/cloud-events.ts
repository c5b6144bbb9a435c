/**
 * CloudEvents 1.0 over HTTP: structured, binary and batched (cloudevents/spec, HTTP protocol binding). Source and id together
 * tell an event apart from every other.
 */
import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Data, Failure, type Json, readJsonValue } from '#engine'
import { textOf } from './posted-record.ts'

export interface CloudEvent {
  /** What stands for the event: the same for each sending of it. */
  key: string
  type: string
  /** JSON text of the record. */
  text: string
}

type Attributes = Record<string, Json | undefined>

/** The events of a request, in order. `about`: whether id, type, source and time become fields. Throws hook.not-an-event. */
export function readCloudEvents(headers: IncomingHttpHeaders, body: Buffer, about: boolean): CloudEvent[] {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/cloudevents-batch+json') {
    const batch = jsonOf(body)
    if (!Array.isArray(batch)) throw refuse('a batch is a list of events')
    return batch.map((event) => structured(event, about))
  }
  if (type === 'application/cloudevents+json') return [structured(jsonOf(body), about)]
  if (type.startsWith('application/cloudevents')) throw refuse(`its format "${type.slice(0, 100)}" is not read here`)
  return [binary(headers, type, body, about)]
}

function structured(event: Json, about: boolean): CloudEvent {
  if (event === null || typeof event !== 'object' || Array.isArray(event)) throw refuse('an event is an object')
  const { data, data_base64: bytes, ...attributes } = event
  const told: Json | undefined = bytes === undefined ? data : { data_base64: bytes }
  return eventOf(attributes, told, about)
}

function binary(headers: IncomingHttpHeaders, type: string, body: Buffer, about: boolean): CloudEvent {
  const attributes: Attributes = {}
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('ce-') && typeof value === 'string') attributes[name.slice(3)] = decoded(value)
  }
  if (attributes.specversion === undefined)
    throw refuse('it has neither the header "ce-specversion" nor an event as body')
  if (body.length === 0) return eventOf(attributes, undefined, about)
  const json = type === '' || /^(application|text)\/([\w.-]+\+)?json$/.test(type)
  const text = type.startsWith('text/') || /xml|x-www-form-urlencoded/.test(type)
  const data = json ? jsonOf(body) : text ? textOf(body) : { data_base64: body.toString('base64') }
  return eventOf(attributes, data, about)
}

/** Header values are percent-encoded (3.1.3.2 of the HTTP binding); one that is not is taken as it stands. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replace(/^"(.*)"$/, '$1'))
  } catch {
    return value
  }
}

function eventOf(attributes: Attributes, data: Json | undefined, about: boolean): CloudEvent {
  const { specversion, time } = attributes
  if (specversion !== '1.0') throw refuse(`it follows version ${String(specversion ?? 'none').slice(0, 20)}, not 1.0`)
  const [id, source, type] = ['id', 'source', 'type'].map((name) => {
    const value = attributes[name]
    if (typeof value !== 'string' || value === '') throw refuse(`its "${name}" is missing`)
    return value
  }) as [string, string, string]
  if (time !== undefined && (typeof time !== 'string' || Number.isNaN(Date.parse(time)))) {
    throw refuse('its "time" is not a time')
  }
  const record = recordOf(data)
  if (about) Object.assign(record, { event_id: id, event_type: type, event_source: source, event_time: time ?? '' })
  const key = createHash('sha256')
    .update(JSON.stringify([source, id]))
    .digest('base64url')
  return { key: `event ${key}`, type, text: JSON.stringify(record) }
}

function recordOf(data: Json | undefined): Data {
  const record = Object.create(null) as Data
  if (data === undefined || data === null) return record
  return Object.assign(record, typeof data === 'object' && !Array.isArray(data) ? data : { data })
}

function jsonOf(body: Buffer): Json {
  const read = readJsonValue(textOf(body))
  if ('why' in read) throw refuse(read.why)
  return read.value
}

const refuse = (why: string): Failure => new Failure('hook.not-an-event', 'validation', { why })
