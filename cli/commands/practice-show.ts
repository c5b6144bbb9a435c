/** `sluice practice show`: what is in a practice system now, and how many effects each key had. */
import { keyFinder, type ShownObject, showPractice } from '#studio'
import { practiceFolderOf, withPractice } from '../practice-systems.ts'
import { tableText } from '../report/table.ts'
import { count, say, sayJson } from '../terminal.ts'

export interface ShowOptions {
  data?: string
  limit?: number
  offset: number
  json?: boolean
}

type Shown = Awaited<ReturnType<typeof showPractice>>
type Keyed = ShownObject & { key: string; effects: number; writes: number }

const PAGE = 1000
const SHOWN = 20

export async function show(system: string, object: string, options: ShowOptions): Promise<number> {
  const { json, offset } = options
  const all = await withPractice(await practiceFolderOf(options), (addresses) =>
    readAll((from) => showPractice(addresses, system, object, from, PAGE)),
  )
  const limit = options.limit ?? (json ? all.objects.length : SHOWN)
  const objects = keyed(all).slice(offset, offset + limit)
  const whole = objects.length === all.objects.length
  const keys = new Set(objects.map(({ key }) => key))
  const effects = whole ? all.effects : all.effects.filter(({ key }) => keys.has(key))
  if (json) sayJson({ system, object, total: all.total, objects, effects })
  else say(textOf(object, all.total, objects))
  return 0
}

/** Objects and effects are paged alike; the longer of the two says when everything was read. */
async function readAll(read: (offset: number) => Promise<Shown>): Promise<Shown> {
  const all: Shown = { total: 0, objects: [], effects: [] }
  for (let offset = 0; ; offset += PAGE) {
    const { total, objects, effects } = await read(offset)
    all.total = total
    all.objects.push(...objects)
    all.effects.push(...effects)
    if (objects.length < PAGE && effects.length < PAGE) return all
  }
}

function keyed({ objects, effects }: Shown): Keyed[] {
  const keyOf = keyFinder(effects)
  return objects.map((object) => {
    const effect = keyOf(object)
    return { ...object, key: effect?.key ?? object.id, effects: effect?.effects ?? 0, writes: effect?.writes ?? 0 }
  })
}

function textOf(object: string, total: number, objects: readonly Keyed[]): string {
  if (objects.length === 0) return `${count(total)} ${object}.`
  const rows = objects.map((one) => [one.id, short(nameOf(one)), short(one.key), one.effects, one.writes])
  const more = objects.length < total ? ` ${count(objects.length)} of them are shown.` : ''
  return `${tableText(['Id', 'Name', 'Key', 'Effects', 'Writes'], rows)}\n${count(total)} ${object}.${more}`
}

const nameOf = ({ label, properties: { name, firstname, lastname } }: Keyed): string =>
  label ?? String(name ?? [firstname, lastname].filter(Boolean).join(' '))

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
