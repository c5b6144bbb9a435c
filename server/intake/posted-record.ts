/** The body of a webhook as one record. */
import { type Data, Failure, type Json, readJsonRecord } from '#engine'

export interface Posted {
  data: Data
  /** JSON text of the record, as it is kept. */
  text: string
}

const JSON_LIKE = /^(application\/json|application\/[\w.+-]+\+json|text\/json|text\/plain|application\/octet-stream)$/
const FORM = 'application/x-www-form-urlencoded'

/** Throws hook.wrong-type and server.not-a-record. A form becomes a record of texts; a field that comes twice, a list of them. */
export function readPosted(body: Buffer, contentType: string | undefined): Posted {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === FORM) return readForm(textOf(body))
  if (type !== '' && !JSON_LIKE.test(type)) {
    throw new Failure('hook.wrong-type', 'validation', { type: type.slice(0, 100) })
  }
  const text = textOf(body)
  const read = readJsonRecord(text)
  if ('why' in read) throw notARecord(read.why)
  return { data: read.value, text: read.changed ? JSON.stringify(read.value) : text }
}

function readForm(text: string): Posted {
  const data = Object.create(null) as Data
  const fields = new URLSearchParams(text)
  for (const name of new Set(fields.keys())) {
    const values = fields.getAll(name)
    data[name] = values.length === 1 ? (values[0] as Json) : values
  }
  if (Object.keys(data).length === 0) throw notARecord('it is empty')
  return { data, text: JSON.stringify(data) }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })

export function textOf(body: Buffer): string {
  try {
    return UTF8.decode(body)
  } catch {
    throw notARecord('it is not JSON')
  }
}

const notARecord = (why: string): Failure => new Failure('server.not-a-record', 'validation', { why })
