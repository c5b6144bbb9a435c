/** Where answers hold what is read of them, for systems of which only the connection knows that: `{account.name}` in such paths. */
import type { ReplyPaths } from './declare.ts'

type Values = Readonly<Record<string, string>> | undefined

/** The path with the connection's values in it; a name that is blank leaves no dot behind. */
export const filledPath = (path: string, values: Values): string =>
  path.includes('{account.')
    ? path
        .replace(/\{account\.([a-zA-Z]+)\}/g, (_, name: string) =>
          values && Object.hasOwn(values, name) ? (values[name] ?? '') : '',
        )
        .replace(/^\.+|\.+$/g, '')
    : path

/** The same paths with the connection's values; those that are blank then count as not declared. */
export function filledPaths(paths: ReplyPaths, values: Values): ReplyPaths {
  const filled: ReplyPaths = { ...paths }
  for (const name of ['items', 'key', 'id', 'fields'] as const) {
    const path = paths[name]
    if (path === undefined || !path.includes('{account.')) continue
    const said = filledPath(path, values)
    if (said === '') delete filled[name]
    else filled[name] = said
  }
  return filled
}
