/** Lists of names with a description each, read as they are. */
import * as z from 'zod'
import { text } from './settings.ts'

const entry = z.object({ name: text, about: text, type: text })

/** Entries with a name, each name once. */
export const describedSchema = (most: number) =>
  z
    .array(z.unknown())
    .catch([])
    .default([])
    .transform((list) => {
      const found = new Map<string, z.infer<typeof entry>>()
      for (const one of list) {
        const { data } = entry.safeParse(one)
        const name = data?.name.trim() ?? ''
        if (data && name !== '' && !found.has(name)) found.set(name, { ...data, name, about: data.about.trim() })
      }
      return [...found.values()].slice(0, most)
    })
