/** Between the flat fields of a write and the body that a system wants: names to places, values to the forms it writes them in. */
import { own } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { Connector, TargetField, TargetObject } from './declare.ts'
import { readValue, writeValue } from './field-codec.ts'
import { dropFrom, putInto, takeFrom, topOf } from './place.ts'

/** Fields that were read from the connected account, by object. */
export type DescribedFields = Readonly<Record<string, readonly TargetField[]>> | undefined

/** The object with the fields of the connected account: those beside the declared ones, and what it says of those. */
export function objectWith(object: TargetObject, described: readonly TargetField[] | undefined): TargetObject {
  if (!described || described.length === 0) return object
  const said = new Map(described.map((field) => [field.name, field]))
  const declared = object.fields.map((field) => ({
    ...field,
    ...said.get(field.name),
    ...keptOf(field, said.get(field.name)),
  }))
  const names = new Set(object.fields.map(({ name }) => name))
  const more = described.filter(({ name }) => !names.has(name))
  const matched = new Set(object.unique.map(({ name }) => name))
  const unique = described.filter((field) => field.unique && !matched.has(field.name))
  return {
    ...object,
    fields: [...declared, ...more],
    unique: [...object.unique, ...unique.map(({ name, label }) => ({ name, label }))],
  }
}

/** An object of the connector as it is in the connected account; undefined when there is none of that name. */
export function objectIn(
  connector: Connector | undefined,
  name: string,
  described?: DescribedFields,
): TargetObject | undefined {
  const declared = connector && own(connector.objects, name)
  return declared && objectWith(declared, described && own(described, name))
}

/** How a declared field is written is known better by the declaration, and what a plain text means: keys of e-mails know no case. */
const keptOf = (declared: TargetField, said: TargetField | undefined): Partial<TargetField> => ({
  ...(declared.path === undefined ? {} : { path: declared.path }),
  ...(declared.as === undefined ? {} : { as: declared.as }),
  ...(said?.type === 'text' ? { type: declared.type } : {}),
})

/** How the fields of one object are written and read. */
export interface FieldForm {
  /** The body as the system wants it. */
  write(body: Record<string, Json>): Record<string, Json>
  /** A copy of what is there, as the system handed it over, with these fields put into it; blank ones (null) are taken out. */
  merge(body: Record<string, Json>, there: Record<string, Json>): Record<string, Json>
  /** The fields by their names, as far as they are there; other plain values of the answer stay under their own. */
  read(fields: Record<string, Json>): Record<string, Json>
  /** What the system is asked for to get these fields. */
  asked(names: readonly string[]): string[]
}

const PLAIN: FieldForm = { ...formOf(new Map()), write: (body) => body, read: (fields) => fields }

const FORMS = new WeakMap<TargetObject, FieldForm>()

export function fieldFormOf(object: TargetObject | undefined): FieldForm {
  if (!object) return PLAIN
  let form = FORMS.get(object)
  if (!form) {
    const special = object.fields.filter(({ path, as }) => path !== undefined || as !== undefined)
    form = special.length === 0 ? PLAIN : formOf(new Map(special.map((field) => [field.name, field])))
    FORMS.set(object, form)
  }
  return form
}

function formOf(special: ReadonlyMap<string, TargetField>): FieldForm {
  const tops = new Set([...special.values()].map(({ name, path }) => topOf(path ?? name)))
  return {
    merge(body, there) {
      const merged = JSON.parse(JSON.stringify(there)) as Record<string, Json>
      for (const [name, value] of Object.entries(body)) {
        const field = special.get(name)
        const place = field?.path
        if (value === null && place === undefined) Reflect.deleteProperty(merged, name)
        else if (value === null) dropFrom(merged, place ?? name)
        else if (place === undefined) set(merged, name, writeValue(field?.as, value, placesOf(field, body, there)))
        else putInto(merged, place, writeValue(field?.as, value, placesOf(field, body, there)))
      }
      return merged
    },
    write(body) {
      const written: Record<string, Json> = {}
      for (const [name, value] of Object.entries(body)) {
        const field = special.get(name)
        if (field?.path === undefined) set(written, name, writeValue(field?.as, value, placesOf(field, body)))
        else putInto(written, field.path, writeValue(field.as, value, placesOf(field, body)))
      }
      return written
    },
    read(fields) {
      const read: Record<string, Json> = {}
      for (const [name, value] of Object.entries(fields)) {
        const field = special.get(name)
        if (field?.path === undefined && (field || !tops.has(name)))
          set(read, name, readValue(field?.as, value, placesOf(field, fields)))
      }
      for (const field of special.values()) {
        const { name, path, as } = field
        const value = path === undefined ? undefined : takeFrom(fields, path)
        if (value !== undefined) set(read, name, readValue(as, value, placesOf(field, fields)))
      }
      return read
    },
    asked: (names) => [...new Set(names.map((name) => topOf(special.get(name)?.path ?? name)))],
  }
}

/** Places of the amount's currency, as the first of these says it. */
function placesOf(field: TargetField | undefined, ...bodies: readonly Record<string, Json>[]): number | undefined {
  if (!field?.currency) return undefined
  const { field: name, places } = field.currency
  const said = bodies.map((body) => own(body, name)).find((one) => typeof one === 'string' && one.trim() !== '')
  return own(places, String(said).trim().toUpperCase())
}

function set(target: Record<string, Json>, name: string, value: Json): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
}
