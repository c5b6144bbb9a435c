/** Where a field's value stands in a body: `addresses.0.city`, or in an element chosen by one of its fields: `custom[id=7].value`. */
import type { Json } from '../model/json.ts'

type Part = { name: string } | { index: number } | { where: string; is: string }

const PLACES = new Map<string, readonly Part[]>()

/** Reads a place once; declared ones come again and again. */
function partsOf(place: string): readonly Part[] {
  let parts = PLACES.get(place)
  if (!parts) {
    parts = place.split('.').flatMap(partsIn)
    if (PLACES.size > MOST_PLACES) PLACES.clear()
    PLACES.set(place, parts)
  }
  return parts
}

const MOST_PLACES = 10_000

function partsIn(text: string): Part[] {
  const chosen = /^([^[\]]+)\[([^=[\]]+)=([^[\]]*)\]$/.exec(text)
  if (chosen) return [{ name: chosen[1] ?? '' }, { where: chosen[2] ?? '', is: chosen[3] ?? '' }]
  return [/^\d+$/.test(text) ? { index: Number(text) } : { name: text }]
}

/** The first name of a place: what a system is asked for to get all of it. */
export const topOf = (place: string): string => place.split(/[.[]/, 1)[0] ?? place

/** The value there; undefined when any part is missing. */
export function takeFrom(body: unknown, place: string): Json | undefined {
  let here: unknown = body
  for (const part of partsOf(place)) {
    here = 'where' in part ? chosenIn(here, part) : own(here, nameOf(part))
  }
  return here as Json | undefined
}

/** Puts the value there; what is missing on the way is made: a list where a position or a choice follows, else an object. */
export function putInto(body: Record<string, Json>, place: string, value: Json): void {
  const parts = partsOf(place)
  let here: unknown = body
  parts.forEach((part, at) => {
    const next = parts[at + 1]
    const inner = (): Json => (next === undefined ? value : 'name' in next ? {} : [])
    here = step(here, part, inner, next === undefined)
  })
}

/** Takes the value there out, if there is one. */
export function dropFrom(body: Record<string, Json>, place: string): void {
  const parts = partsOf(place)
  let here: unknown = body
  parts.forEach((part, at) => {
    if (at < parts.length - 1) here = 'where' in part ? chosenIn(here, part) : own(here, nameOf(part))
    else if (Array.isArray(here) && 'index' in part) here.splice(part.index, 1)
    else if (here !== null && typeof here === 'object' && !('where' in part)) Reflect.deleteProperty(here, nameOf(part))
  })
}

/** The value of a part, made by `inner` when it is missing; replaced by it when it is the last. */
function step(here: unknown, part: Part, inner: () => Json, last: boolean): unknown {
  if ('where' in part) {
    const list = Array.isArray(here) ? (here as Json[]) : []
    const element = list.find((one) => isChosen(one, part))
    if (element !== undefined) return element
    const made: Json = { [part.where]: /^\d{1,15}$/.test(part.is) ? Number(part.is) : part.is }
    list.push(made)
    return made
  }
  const name = nameOf(part)
  if (here === null || typeof here !== 'object') return undefined
  if (!last && typeof own(here, name) === 'object' && own(here, name) !== null) return own(here, name)
  Object.defineProperty(here, name, { value: inner(), enumerable: true, configurable: true, writable: true })
  return own(here, name)
}

const nameOf = (part: { name: string } | { index: number }): string =>
  'index' in part ? String(part.index) : part.name

const chosenIn = (list: unknown, part: { where: string; is: string }): unknown =>
  Array.isArray(list) ? list.find((one) => isChosen(one, part)) : undefined

const isChosen = (one: unknown, { where, is }: { where: string; is: string }): boolean => String(own(one, where)) === is

function own(value: unknown, name: string): unknown {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return undefined
  return (value as Record<string, unknown>)[name]
}
