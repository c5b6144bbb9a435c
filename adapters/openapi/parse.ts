/** The text of a description as OpenAPI 3.1: JSON or YAML, OpenAPI 3 or Swagger 2. */
import { normalize, upgrade } from '@scalar/openapi-parser'
import { Failure } from '#engine'
import { checkParts, checkSize } from './limits.ts'

export type Part = { readonly [name: string]: unknown }

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The values of a text. Throws Failures import.not-a-description, import.too-large. */
export function parseParts(file: string, text: string): Part {
  checkSize(file, text)
  let found: unknown
  try {
    found = normalize(text)
  } catch (error) {
    throw notOne(file, `it is neither JSON nor YAML (${firstLine(error)})`)
  }
  if (!isPart(found)) throw notOne(file, 'it is neither JSON nor YAML')
  checkParts(file, found)
  return found
}

/** Throws Failure import.not-a-description. */
export function upgraded(file: string, root: Part): Part {
  const version = String(root.openapi ?? root.swagger ?? '')
  if (!/^(?:2\.0|3\.[01])/.test(version)) {
    throw notOne(
      file,
      version === '' ? 'it does not say which kind of description it is' : `it is of version ${version}`,
    )
  }
  if (!isPart(root.paths)) throw notOne(file, 'it names no paths')
  try {
    const { specification } = upgrade(structuredClone(root) as Record<string, unknown>)
    const made: unknown = specification
    if (isPart(made) && isPart(made.paths)) return made
  } catch (error) {
    throw notOne(file, firstLine(error))
  }
  throw notOne(file, 'it names no paths')
}

const notOne = (file: string, why: string): Failure =>
  new Failure('import.not-a-description', 'permanent', { file, why })

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .split('\n')[0]
    ?.replace(/[.:]+$/, '')
    .slice(0, 200) ?? ''
