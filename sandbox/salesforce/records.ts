// Records: made, changed, removed; each write says what it did, or which problems it has.
import type { Body, Document } from '../kit/documents.ts'
import { missingRequired, mixedDate, renameIn, renameOut, unknownNames } from '../kit/drift.ts'
import type { Desk } from '../kit/system.ts'
import { noColumn, type Problem, unknownType } from './refusals.ts'
import { columnOf, type ObjectType, typeOf } from './schema.ts'
import { missingColumns, readValues } from './values.ts'

export interface Written {
  readonly id: string
  readonly created: boolean
}

/** @throws Refused when there is no such object */
export function needType(name: string): ObjectType {
  const type = typeOf(name)
  if (type === undefined) throw unknownType(name)
  return type
}

/** The id or the problems. */
export function create(desk: Desk, type: ObjectType, input: Body): Written | Problem[] {
  const { values, problems } = read(desk, type, input)
  problems.push(
    ...missingColumns(type, values, missingRequired(desk, type.name, values)),
    ...takenBy(desk, type, values, undefined),
  )
  if (problems.length > 0) return problems
  const number = desk.docs.next('record').toString(36).toUpperCase().padStart(5, '0')
  const record = desk.docs.insert(type.name, values, { id: `${type.prefix}Qy00000${number}IAA` })
  desk.docs.effect(type.name, keyOf(record), 'created')
  return { id: record.id, created: true }
}

export function update(desk: Desk, type: ObjectType, record: Document, input: Body): Written | Problem[] {
  const { values, problems } = read(desk, type, input)
  const body = { ...record.body, ...values }
  const cleared = missingColumns(type, body, [])
  problems.push(...cleared, ...takenBy(desk, type, values, record.id))
  if (problems.length > 0) return problems
  const same = Object.entries(values).every(([name, value]) => (record.body[name] ?? null) === (value ?? null))
  // A write that changes nothing leaves its mark in the date all the same.
  const changed = desk.docs.update(type.name, record.id, body)
  desk.docs.effect(type.name, keyOf(changed), same ? 'unchanged' : 'changed')
  return { id: record.id, created: false }
}

export function upsert(desk: Desk, type: ObjectType, field: string, key: string, input: Body): Written | Problem[] {
  const found = findByKey(desk, type, field, key)
  return found ? update(desk, type, found, input) : create(desk, type, { ...input, [field]: key })
}

export function remove(desk: Desk, type: ObjectType, record: Document): void {
  desk.docs.remove(type.name, record.id)
  desk.docs.effect(type.name, keyOf(record), 'removed')
}

/** External ids are compared without regard to case, unless the field says otherwise. */
export function findByKey(desk: Desk, type: ObjectType, field: string, key: string): Document | undefined {
  const column = columnOf(type, field)
  if (column === undefined) throw noColumn(field, type.name)
  const exact = desk.docs.findBy(type.name, column.name, key)[0]
  return (
    exact ??
    desk.docs.all(type.name, ({ body }) => String(body[column.name] ?? '').toLowerCase() === key.toLowerCase())[0]
  )
}

/** 15 or 18 characters name the same record. */
export const findById = (desk: Desk, type: ObjectType, id: string): Document | undefined =>
  desk.docs.get(type.name, id) ?? (id.length === 15 ? desk.docs.get(type.name, `${id}IAA`) : undefined)

/** `2026-11-22T08:00:00.000+0000`. */
export const when = (time: number) => new Date(time).toISOString().replace('Z', '+0000')

/** Every column, those of the system included; names as they are now. */
export function show(desk: Desk, type: ObjectType, record: Document): Body {
  const at = (time: number) => mixedDate(desk, when(time), desk.docs.count(type.name) + time)
  const values = Object.fromEntries(
    type.columns.map(({ name, type: kind }) => [name, record.body[name] ?? (kind === 'boolean' ? false : null)]),
  )
  return renameOut(desk, type.name, {
    ...values,
    Id: record.id,
    CreatedDate: at(record.createdAt),
    LastModifiedDate: at(record.updatedAt),
    SystemModstamp: at(record.updatedAt),
  })
}

function read(desk: Desk, type: ObjectType, input: Body): { values: Record<string, unknown>; problems: Problem[] } {
  const [gone] = unknownNames(desk, type.name, input)
  if (gone !== undefined) throw noColumn(gone, type.name)
  const problems: Problem[] = []
  return { values: readValues(type, renameIn(desk, type.name, input), problems), problems }
}

/** An external id belongs to one record only. */
function takenBy(desk: Desk, type: ObjectType, values: Body, self: string | undefined): Problem[] {
  return type.columns.flatMap(({ name, externalId }) => {
    const value = externalId ? values[name] : undefined
    const holder = typeof value === 'string' ? findByKey(desk, type, name, value) : undefined
    if (!holder || holder.id === self) return []
    return [
      {
        statusCode: 'DUPLICATE_VALUE',
        message: `duplicate value found: ${name} duplicates value on record with id: ${holder.id.slice(0, 15)}`,
        fields: [],
      },
    ]
  })
}

const keyOf = ({ id, body }: Document) => (typeof body.External_Key__c === 'string' ? body.External_Key__c : id)
