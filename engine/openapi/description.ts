/**
 * Reads an API description (OpenAPI 3.1, as JSON whose references all point into itself). Nothing is expanded: references are
 * followed where they are met, so that schemas which contain themselves do no harm.
 */

export type Part = { readonly [name: string]: unknown }

export const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const partsIn = (value: unknown): Part[] => (Array.isArray(value) ? value.filter(isPart) : [])

export const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined

/** The named fields of an object, those of all its parts together. */
export interface Shape {
  properties: ReadonlyMap<string, Part>
  required: ReadonlySet<string>
}

/** References behind one another, and parts within parts, that are followed. */
const DEEPEST = 12

export class Description {
  readonly root: Part

  constructor(root: Part) {
    this.root = root
  }

  /** What the value is, or refers to; an empty part for what leads nowhere. */
  part(value: unknown): Part {
    let here = value
    for (let followed = 0; followed < DEEPEST; followed++) {
      if (!isPart(here)) return {}
      if (typeof here.$ref !== 'string') return here
      here = this.#pointedAt(here.$ref)
    }
    return {}
  }

  #pointedAt(ref: string): unknown {
    if (!ref.startsWith('#/')) return undefined
    let here: unknown = this.root
    for (const name of ref.slice(2).split('/').map(unescaped)) {
      if (here === null || typeof here !== 'object' || !Object.hasOwn(here, name)) return undefined
      here = (here as Part)[name]
    }
    return here
  }

  /** The schema itself: of one that may also be null, or that is wrapped to be explained, what is inside. */
  schema(value: unknown, depth = 0): Part {
    const schema = this.part(value)
    if (depth > DEEPEST) return schema
    for (const word of ['anyOf', 'oneOf', 'allOf']) {
      const choices = partsIn(schema[word]).filter((choice) => this.part(choice).type !== 'null')
      const [only] = choices
      if (only && choices.length === 1 && !isPart(schema.properties)) {
        const { [word]: _, ...beside } = schema
        return { ...this.schema(only, depth + 1), ...beside }
      }
    }
    return schema
  }

  /** Undefined when it names no field. Of several choices, fields of all of them count, and none is required. */
  shape(value: unknown): Shape | undefined {
    const properties = new Map<string, Part>()
    const required = new Set<string>()
    this.#collect(value, { properties, required }, true, 0)
    return properties.size === 0 ? undefined : { properties, required }
  }

  #collect(
    value: unknown,
    into: { properties: Map<string, Part>; required: Set<string> },
    sure: boolean,
    depth: number,
  ) {
    if (depth > DEEPEST) return
    const schema = this.part(value)
    if (isPart(schema.properties)) {
      for (const [name, property] of Object.entries(schema.properties)) {
        if (isPart(property) && !into.properties.has(name)) into.properties.set(name, property)
      }
    }
    if (sure && Array.isArray(schema.required)) for (const name of schema.required) into.required.add(String(name))
    for (const part of partsIn(schema.allOf)) this.#collect(part, into, sure, depth + 1)
    for (const part of [...partsIn(schema.anyOf), ...partsIn(schema.oneOf)]) this.#collect(part, into, false, depth + 1)
  }

  /** The type of a schema without `null`; guessed from what stands beside where it is not said. */
  type(schema: Part): string | undefined {
    const said = Array.isArray(schema.type) ? schema.type.find((type) => type !== 'null') : schema.type
    if (typeof said === 'string') return said
    if (isPart(schema.properties) || Array.isArray(schema.allOf)) return 'object'
    if (schema.items !== undefined) return 'array'
    return Array.isArray(schema.enum) ? 'string' : undefined
  }
}

/** RFC 6901, in a URI fragment. */
function unescaped(name: string): string {
  try {
    return decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return name
  }
}
