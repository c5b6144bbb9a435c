/** The part of a start's form that says which fields its records have, with examples to try in practice. */
import * as z from 'zod'
import type { SettingField } from './fields.ts'
import { fieldNames, type Settings } from './settings.ts'

/** Shape of `{fields: string[], samples: object[]}`; extend it with what the start has besides. */
export const sampledSchema = z.object({
  fields: fieldNames,
  samples: z.array(z.record(z.string(), z.json())).max(1000).catch([]),
})

/** `one` and `many` are what a record is called there: `event`, `events`. */
export const sampledFields = (one: string, many: string, sender: string): SettingField[] => [
  {
    kind: 'record-fields',
    key: 'fields',
    label: `Fields of ${/^[aeiou]/.test(one) ? 'an' : 'a'} ${one}`,
    help: `The names that ${sender} uses. Others pass as well.`,
  },
  {
    kind: 'samples',
    key: 'samples',
    label: `Sample ${many}`,
    help: `${many.charAt(0).toUpperCase()}${many.slice(1)} to run in practice. Paste what ${sender} sends.`,
    fieldsKey: 'fields',
  },
]

/** The named fields, or undefined while none is named. */
export function sampledLeaving(settings: Settings): readonly string[] | undefined {
  const { fields } = sampledSchema.parse(settings)
  return fields.length > 0 ? fields : undefined
}
