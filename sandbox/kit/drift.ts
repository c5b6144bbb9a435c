// What a vendor's route asks of the faults, so that fields change their names, become required and dates change their form.
import { isRecord } from '../http/exchange.ts'
import type { Body } from './documents.ts'
import type { Desk } from './system.ts'

const renamesOf = (desk: Desk, kind: string) => (desk.faults().renamed ?? []).filter((one) => one.kind === kind)

/** The body as it is answered: renamed fields (dotted paths) under their new names. */
export function renameOut(desk: Desk, kind: string, body: Body): Body {
  return renamesOf(desk, kind).reduce((current, { from, to }) => move(current, from, to), body)
}

/** The body as it is kept: renamed fields under their old names again. What still comes under an old name is left out: nothing has that name any more. */
export function renameIn(desk: Desk, kind: string, body: Body): Body {
  const renames = renamesOf(desk, kind)
  const known = renames.reduce((current, { from }) => without(current, from.split('.')), body)
  return renames.reduce((current, { from, to }) => move(current, to, from), known)
}

/** Old names that the body still uses, for systems that refuse fields which they do not know. */
export function unknownNames(desk: Desk, kind: string, body: Body): string[] {
  return renamesOf(desk, kind).flatMap(({ from }) => (at(body, from.split('.')) === undefined ? [] : [from]))
}

/** Fields that became required and are blank in the body as it is kept. */
export function missingRequired(desk: Desk, kind: string, body: Body): string[] {
  const required = (desk.faults().required ?? []).filter((one) => one.kind === kind)
  return required.map(({ field }) => field).filter((field) => isBlank(at(body, field.split('.'))))
}

/** True when the next record of a bulk call is to be refused by itself; counts it. */
export function takesPartial(desk: Desk): boolean {
  return desk.takesPartial()
}

/** A moment (ISO 8601) as it is answered: as it stands, or while dates are mixed in a form that changes with `index`. */
export function mixedDate(desk: Desk, text: string, index: number): string {
  const time = Date.parse(text)
  if (!desk.faults().mixedDates || Number.isNaN(time)) return text
  const forms = [
    () => text,
    () => `${new Date(time + 7_200_000).toISOString().slice(0, 19)}+02:00`,
    () => new Date(time).toUTCString(),
    () => new Date(time).toLocaleString('en-US', { timeZone: 'UTC' }).replace(',', ''),
    () => String(Math.floor(time / 1_000)),
  ]
  return forms[Math.abs(index) % forms.length]?.() ?? text
}

const isBlank = (value: unknown) => value === undefined || value === null || value === ''

function at(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value
  return isRecord(value) && Object.hasOwn(value, name) ? at(value[name], rest) : undefined
}

function without(body: Body, [name = '', ...rest]: readonly string[]): Body {
  if (!Object.hasOwn(body, name)) return body
  const { [name]: inner, ...others } = body
  if (rest.length === 0) return others
  return isRecord(inner) ? { ...body, [name]: without(inner, rest) } : body
}

function put(body: Body, [name = '', ...rest]: readonly string[], value: unknown): Body {
  if (rest.length === 0) return { ...body, [name]: value }
  const inner = body[name]
  return { ...body, [name]: put(isRecord(inner) ? inner : {}, rest, value) }
}

function move(body: Body, from: string, to: string): Body {
  const value = at(body, from.split('.'))
  return value === undefined ? body : put(without(body, from.split('.')), to.split('.'), value)
}
