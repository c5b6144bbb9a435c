// The entries of one collection as they are kept and answered: ids of the described form, and the fields that the system fills in.
import { randomUUID } from 'node:crypto'
import type { Body, Document } from '../kit/documents.ts'
import { renameOut } from '../kit/drift.ts'
import type { Desk } from '../kit/system.ts'
import { type Described, emptyValue, plain, type Schema } from './schema.ts'

/** The field that names an entry. */
export function idFieldOf(
  described: Described,
  schema: Schema,
  hole: string | undefined,
  noun: string,
): string | undefined {
  const names = [...described.fields(schema).keys()]
  const wanted = [hole ?? 'id', 'id', `${noun}id`, `${noun.replace(/s$/i, '')}id`, 'uuid', 'key'].map(plain)
  return wanted.map((want) => names.find((name) => plain(name) === want)).find((name) => name !== undefined)
}

export function newId(
  described: Described,
  schema: Schema,
  field: string | undefined,
  desk: Desk,
  kind: string,
): string {
  const said = field === undefined ? {} : described.of(described.fields(schema).get(field))
  if (said.format === 'uuid') return randomUUID()
  return String(desk.docs.next(kind))
}

/** The value of the id as it is described: a number or a text. */
export function idValue(described: Described, schema: Schema, field: string, id: string): unknown {
  const type = described.type(described.fields(schema).get(field))
  return (type === 'integer' || type === 'number') && /^\d+$/.test(id) ? Number(id) : id
}

const created = /^(?:created|dateadded|insertedat)(?:at|on|date|time|timestamp|dateutc|utc)?$/
const changed = /^(?:updated|modified|lastmodified|lastupdated|changed)(?:at|on|date|time|timestamp|dateutc|utc)?$/

/** The entry as it is answered. */
export function shown(
  desk: Desk,
  described: Described,
  schema: Schema,
  idField: string | undefined,
  document: Document,
): Body {
  const body: Record<string, unknown> = { ...document.body }
  if (idField !== undefined) body[idField] = idValue(described, schema, idField, document.id)
  for (const [name, field] of described.fields(schema)) {
    const at = created.test(plain(name))
      ? document.createdAt
      : changed.test(plain(name))
        ? document.updatedAt
        : undefined
    if (at !== undefined)
      body[name] = described.type(field) === 'integer' ? Math.floor(at / 1000) : new Date(at).toISOString()
    else if (!Object.hasOwn(body, name) && described.required(schema).has(name))
      body[name] = emptyValue(described, field)
  }
  return renameOut(desk, document.kind, body)
}

/** What a person would call the same entry by: what lists are asked by, or a field named like that. */
export function businessKey(filters: readonly string[], body: Body, id: string): string {
  const usual = Object.keys(body).filter((name) =>
    /email|reference|^ref$|externalid|number$|code$|^sku$|^key$/.test(plain(name)),
  )
  const found = [...filters.filter((name) => /email|ref|external|number|code|sku|key|name/.test(plain(name))), ...usual]
    .map((name) => body[name])
    .find((value) => typeof value === 'string' && value !== '')
  return typeof found === 'string' ? found : id
}
