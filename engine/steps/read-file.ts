import * as z from 'zod'
import type { StepKind } from './declare.ts'

const settingsSchema = z.object({
  file: z
    .object({ file: z.string(), name: z.string(), columns: z.array(z.string()).catch([]) })
    .nullable()
    .catch(null),
})

/** Settings `{file: {file, name, columns} | null}`: the file's id, what people call it, and the columns it had when chosen. */
export const readFile: StepKind = {
  kind: 'read-file',
  version: 1,
  group: 'start',
  title: 'Read a file',
  about: 'Reads a CSV file: each row becomes one record.',
  synonyms: ['csv', 'spreadsheet', 'table', 'import', 'upload', 'excel', 'rows', 'list'],
  icon: 'file',
  ports: ['main'],
  fields: [
    {
      kind: 'file',
      key: 'file',
      label: 'File',
      help: 'Drop a CSV file here. It stays on this computer.',
      required: true,
    },
  ],
  defaults: () => ({ file: null }),
  summary: (settings) => settingsSchema.parse(settings).file?.name ?? 'No file chosen yet',
  leaving(settings) {
    const { file } = settingsSchema.parse(settings)
    return file && file.columns.length > 0 ? file.columns : undefined
  },
  check: () => [],
  plan: () => ({ role: 'source', source: 'file' }),
}
