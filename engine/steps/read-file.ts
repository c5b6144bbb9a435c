import * as z from 'zod'
import type { StepKind } from './declare.ts'
import { text } from './settings.ts'

const settingsSchema = z.object({
  file: z
    .object({ file: z.string(), name: z.string(), columns: z.array(z.string()).catch([]) })
    .nullable()
    .catch(null),
  sheet: text,
})

/**
 * Settings `{file: {file, name, columns} | null, sheet}`: the file's id, what people call it, and the columns it had when chosen;
 * the name of the sheet of a workbook, blank for its first.
 */
export const readFile: StepKind = {
  kind: 'read-file',
  version: 1,
  group: 'start',
  source: 'file',
  title: 'Read a file',
  about: 'Reads a CSV, Excel or JSON Lines file: each row becomes one record.',
  synonyms: ['csv', 'spreadsheet', 'table', 'import', 'upload', 'excel', 'xlsx', 'jsonl', 'rows', 'list'],
  icon: 'file',
  ports: ['main'],
  fields: [
    {
      kind: 'file',
      key: 'file',
      label: 'File',
      help: 'Drop a CSV, Excel or JSON Lines file here. It stays on this computer.',
      required: true,
    },
    {
      kind: 'text',
      key: 'sheet',
      label: 'Sheet',
      help: 'Name of the sheet of an Excel file. Blank: the first one.',
      maxLength: 100,
    },
  ],
  defaults: () => ({ file: null, sheet: '' }),
  summary(settings) {
    const { file, sheet } = settingsSchema.parse(settings)
    if (!file?.name) return 'No file chosen yet'
    return sheet === '' ? file.name : `${file.name}, sheet ${sheet}`
  },
  leaving(settings) {
    const { file } = settingsSchema.parse(settings)
    return file && file.columns.length > 0 ? file.columns : undefined
  },
  check: () => [],
  plan: () => ({ role: 'source', source: 'file' }),
}
