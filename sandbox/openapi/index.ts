// A practice system made of an API description alone: entries are created, read, changed, removed and listed as it says. It reads
// the description by itself, not with what makes connectors, so that both can be wrong only apart from each other.
import type { SystemDeclaration } from '../kit/system.ts'
import { readCalls } from './calls.ts'
import { readKinds } from './kinds.ts'
import { refusal, route, type World } from './route.ts'
import { plain, readDescribed, type Schema } from './schema.ts'
import { signInOf } from './sign-in.ts'

export interface DescribedSystem {
  /** The connector's id. */
  readonly name: string
  readonly title: string
  /** OpenAPI 3.1, with references only into itself. */
  readonly description: Schema
  /** Values that a connection to it must know. */
  readonly values?: Readonly<Record<string, string>>
}

export function describedSystem({ name, title, description, values }: DescribedSystem): SystemDeclaration {
  const described = readDescribed(description)
  const calls = readCalls(described)
  const world: World = { described, calls, kinds: readKinds(described, calls) }
  return {
    name,
    title: `Practice ${title}`,
    kinds: [...world.kinds.values()].map((kind) => ({
      name: kind.name,
      title: kind.title,
      label: labelOf(kind.schema, world),
    })),
    ...(values ? { values } : {}),
    signIn: signInOf(described, calls),
    // Descriptions do not tell limits; a storm of refusals can be planted.
    limits: [],
    refusals: {
      unavailable: () => refusal(503, 'It is not available'),
      serverError: () => refusal(500, 'Something went wrong'),
      tooMany: (_, waitMs) => ({
        ...refusal(429, 'Too many calls'),
        headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
      }),
      signIn: (trouble, permission) =>
        refusal(
          trouble === 'permission' ? 403 : 401,
          permission ? `The permission ${permission} is missing` : `The sign-in is ${trouble}`,
        ),
      noSuchPath: ({ path }) => refusal(404, `There is nothing at ${path}`),
      unreadable: (error) => refusal(400, error.message),
    },
    isWrite: ({ method }) => method !== 'GET',
    route: (call, desk) => route(world, call, desk),
  }
}

/** What people recognise an entry by. */
function labelOf(schema: Schema, { described }: World): string {
  const names = [...described.fields(schema).keys()]
  return (
    names.find((one) => /^(?:name|title|subject|summary|fullname|email)$/.test(plain(one))) ??
    names.find((one) => /name/i.test(one)) ??
    names[0] ??
    'id'
  )
}
