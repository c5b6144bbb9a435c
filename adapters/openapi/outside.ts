/**
 * Brings parts of a description that stand in other files into it, so that all references point into itself. Only files of the same
 * place are read, and only with consent: a description could otherwise make us ask any address.
 */
import { Failure } from '#engine'
import { type Part, parseParts } from './parse.ts'

/** Reads another file of the same place. */
export type ReadPart = (address: URL) => Promise<string>

/** Other files of one description. */
const MOST = 50

/** Where they are put: a name that no description has. */
const SHELF = 'x-sluice-parts'

/**
 * @param base where the description itself is: an address, or `file:`
 * @param read absent: nobody consented
 * @throws Failure import.parts-elsewhere, import.too-large, import.not-a-description
 */
export async function bringIn(
  file: string,
  root: Part,
  base: URL | undefined,
  read: ReadPart | undefined,
): Promise<Part> {
  const shelf: Record<string, unknown> = {}
  const known = new Map<string, string>()
  const waiting: { part: Part; from: URL | undefined; name: string | undefined }[] = [
    { part: root, from: base, name: undefined },
  ]
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { part, from, name } = next
    const outside = new Map<string, string>()
    for (const ref of refsIn(part)) {
      const address = addressOf(ref, from)
      if (address === undefined) continue
      if (!read || !base || address === 'elsewhere' || !isSamePlace(address, base))
        throw elsewhere(file, part, from, base)
      const place = withoutPart(address)
      if (place === withoutPart(base)) {
        outside.set(ref, `#${decodeURI(address.hash.slice(1))}`)
        continue
      }
      if (!known.has(place)) {
        if (known.size >= MOST)
          throw new Failure('import.too-large', 'permanent', { file, why: `it has more than ${MOST} files` })
        const id = String(known.size)
        known.set(place, id)
        const found = parseParts(place, await read(new URL(place)))
        shelf[id] = found
        waiting.push({ part: found, from: new URL(place), name: id })
      }
      outside.set(ref, shelved(known.get(place) ?? '', address.hash.slice(1)))
    }
    point(
      part,
      (ref) => outside.get(ref) ?? (name !== undefined && ref.startsWith('#') ? shelved(name, ref.slice(1)) : ref),
    )
  }
  return known.size === 0 ? root : { ...root, [SHELF]: shelf }
}

const shelved = (id: string, pointer: string): string => `#/${SHELF}/${id}${pointer === '' ? '' : pointer}`

/** Undefined for what points into the same file. */
function addressOf(ref: string, from: URL | undefined): URL | 'elsewhere' | undefined {
  if (ref.startsWith('#')) return undefined
  return URL.parse(ref, from?.href) ?? 'elsewhere'
}

const withoutPart = (address: URL): string => address.href.split('#', 1)[0] ?? ''

/** The same origin; of files, the same folder and below. */
function isSamePlace(address: URL, base: URL): boolean {
  if (address.protocol !== base.protocol || address.username !== '' || address.password !== '') return false
  if (address.protocol !== 'file:') return address.origin === base.origin
  return address.host === base.host && address.pathname.startsWith(new URL('.', base).pathname)
}

function elsewhere(file: string, part: Part, from: URL | undefined, base: URL | undefined): Failure {
  const found = [...refsIn(part)].filter((ref) => {
    const address = addressOf(ref, from)
    return address !== undefined && (address === 'elsewhere' || !base || withoutPart(address) !== withoutPart(base))
  })
  const parts = [...new Set(found.map((ref) => ref.split('#', 1)[0] ?? ref))].slice(0, 5)
  return new Failure('import.parts-elsewhere', 'permanent', { file, parts })
}

type Holder = { [name: string]: unknown }

function* holdersIn(value: unknown): Generator<Holder> {
  if (value === null || typeof value !== 'object') return
  if (!Array.isArray(value) && typeof (value as Holder).$ref === 'string') yield value as Holder
  for (const inner of Object.values(value)) yield* holdersIn(inner)
}

function refsIn(part: Part): Set<string> {
  return new Set([...holdersIn(part)].map(({ $ref }) => String($ref)))
}

/** A part that YAML names in several places is one and the same: it is pointed elsewhere once. */
function point(part: Part, to: (ref: string) => string): void {
  for (const holder of new Set(holdersIn(part))) holder.$ref = to(String(holder.$ref))
}
