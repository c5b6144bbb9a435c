import type { FileNote } from './facts.ts'

/** Gives every column a name of its own: repeated ones are numbered, blank ones called by their position. */
export function nameColumns(header: string[], file: string): { columns: string[]; notes: FileNote[] } {
  const taken = new Set(header)
  const seen = new Set<string>()
  const renamed = new Map<string, string[]>()
  const blanks: FileNote[] = []
  const columns = header.map((written, index) => {
    const position = index + 1
    if (written.trim() === '') {
      const name = freeName(`Column ${position}`, taken)
      blanks.push({ code: 'file.header-blank', values: { file, position, renamed: name } })
      return name
    }
    if (!seen.has(written)) {
      seen.add(written)
      return written
    }
    const name = freeName(written, taken)
    renamed.set(written, [...(renamed.get(written) ?? []), name])
    return name
  })
  const repeats = [...renamed].map(
    ([column, names]): FileNote => ({
      code: 'file.header-duplicate',
      values: { file, column, times: names.length + 1, renamed: names.map((name) => `"${name}"`) },
    }),
  )
  return { columns, notes: [...repeats, ...blanks] }
}

/** `wish`, or `wish (2)` and so on when it is taken; takes it. */
export function freeName(wish: string, taken: Set<string>): string {
  let name = wish
  for (let number = 2; taken.has(name); number++) name = `${wish} (${number})`
  taken.add(name)
  return name
}
