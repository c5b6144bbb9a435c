/** `sluice import openapi` and `sluice imports`: systems that are made of a description of theirs. */
import { Failure, type ImportAnswers, type ImportQuestion } from '#engine'
import type { ImportDraft } from '#protocol'
import { type ImportSource, Imports, listImports, removeImport } from '#studio'
import type { DataOption } from '../data-folder.ts'
import { readNamedFile } from '../read-named-file.ts'
import { moment } from '../report/moment.ts'
import { tableText } from '../report/table.ts'
import { count, say, sayJson } from '../terminal.ts'
import { withContext } from '../with-context.ts'

interface ImportOptions extends DataOption {
  answers?: string
  kind?: string[]
  parts?: boolean
  ask?: boolean
  json?: boolean
}

/** Throws Failures import.*, file.*. */
export async function importOpenApi(place: string, options: ImportOptions): Promise<number> {
  const answers = options.answers === undefined ? {} : answersIn(options.answers)
  return withContext(options, async (context) => {
    const imports = new Imports(context)
    const choices = { answers, kinds: options.kind }
    const { draft } = await imports.read(sourceOf(place, options.parts === true))
    const told = imports.ask(draft, choices)
    const saved = options.ask ? undefined : await imports.save(draft, choices)
    const { draft: _, ...shown } = told
    if (options.json) sayJson({ ...shown, saved: saved ?? null })
    else say([textOf(told), ...(saved ? [`It is imported as "${saved.id}".`] : ['Nothing was saved.'])].join('\n\n'))
    return 0
  })
}

const sourceOf = (place: string, parts: boolean): ImportSource =>
  /^https?:\/\//i.test(place) ? { address: place, parts } : { file: place, parts }

/** One JSON object: the answer by the name of its question. */
function answersIn(file: string): ImportAnswers {
  const text = readNamedFile(file).toString('utf8')
  try {
    const value: unknown = JSON.parse(text)
    if (isAnswers(value)) return value
  } catch {
    // Told below.
  }
  const why = 'it must be one JSON object with a text or a number for each question'
  throw new Failure('file.unreadable', 'permanent', { file, why })
}

const isAnswers = (value: unknown): value is ImportAnswers =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((one) => typeof one === 'string' || typeof one === 'number')

function textOf({ title, address, operations, questions, answers, notes }: ImportDraft): string {
  const rows = operations.map(({ id, title: does, how }) => [id, does, how])
  const open = questions.filter(({ id }) => !Object.hasOwn(answers, id))
  return [
    `${title}, at ${address || 'an address of each customer'}: ${count(operations.length)} operations`,
    ...(rows.length === 0 ? [] : [tableText(['Operation', 'What it does', 'How it is made safe'], rows)]),
    ...(open.length === 0 ? [] : [`Not answered (${count(open.length)}):`, ...open.map(questionText)]),
    ...(notes.length === 0 ? [] : [`Left out:\n${notes.map((note) => `  ${note}`).join('\n')}`]),
  ].join('\n\n')
}

function questionText({ id, question, why, answer, suggested }: ImportQuestion): string {
  const choices =
    answer.kind === 'choice' ? answer.choices.map(({ value, label }) => `    ${JSON.stringify(value)}: ${label}`) : []
  const usual = suggested === undefined ? [] : [`    suggested: ${JSON.stringify(suggested)}`]
  return [`  ${id}`, `    ${question}`, `    ${why}`, ...choices, ...usual].join('\n')
}

export async function list(options: DataOption & { json?: boolean }): Promise<number> {
  return withContext(options, async (context) => {
    const found = listImports(context)
    const rows = found.map(({ id, title, operations, unsafe, usedBy, savedAt, origin }) => [
      id,
      title,
      operations,
      unsafe,
      usedBy.length,
      origin,
      moment(savedAt),
    ])
    if (options.json) sayJson({ imports: found })
    else if (rows.length === 0)
      say('Nothing is imported yet. "sluice import openapi" imports a system from its description.')
    else say(tableText(['Id', 'Name', 'Operations', 'Unsafe', 'Flows', 'From', 'Saved'], rows))
    return 0
  })
}

/** Throws Failures import.not-found, import.in-use. */
export async function remove(id: string, options: DataOption & { json?: boolean }): Promise<number> {
  return withContext(options, async (context) => {
    await removeImport(context, id)
    if (options.json) sayJson({ removed: id })
    else say(`"${id}" is removed.`)
    return 0
  })
}
