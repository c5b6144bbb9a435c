/** `sluice practice systems`, `changes` and `faults`: which there are, what happened in them, and what should go wrong there. */
import { practiceChanges, practiceFaults, practiceSystems, setPracticeFaults } from '#studio'
import type { DataOption } from '../data-folder.ts'
import { practiceFolderOf, withPractice } from '../practice-systems.ts'
import { tableText } from '../report/table.ts'
import { usage } from '../tell-error.ts'
import { say, sayJson } from '../terminal.ts'

interface Options extends DataOption {
  json?: boolean
}

export async function listSystems(options: Options): Promise<number> {
  const systems = await withPractice(await practiceFolderOf(options), practiceSystems)
  const rows = systems.flatMap(({ name, title, kinds }) => kinds.map((kind) => [name, title, kind.name, kind.count]))
  if (options.json) sayJson(systems)
  else say(tableText(['System', 'Title', 'Holds', 'How many'], rows))
  return 0
}

/** `since`: minutes. */
export async function tellChanges(system: string, options: Options & { since: number }): Promise<number> {
  const since = Date.now() - options.since * 60_000
  const changes = await withPractice(await practiceFolderOf(options), (addresses) =>
    practiceChanges(addresses, system, since),
  )
  const rows = changes.map(({ at, did, kind, id, label }) => [at, did, kind, id, label])
  if (options.json) sayJson(changes)
  else
    say(
      rows.length === 0
        ? 'Nothing changed there in that time.'
        : tableText(['When', 'What', 'Kind', 'Id', 'Name'], rows),
    )
  return 0
}

/** Without `set`: what goes wrong there now. Faults last as long as the systems are served. */
export async function tellFaults(system: string, options: Options & { set?: string }): Promise<number> {
  const set = options.set === undefined ? undefined : parsed(options.set)
  const faults = await withPractice(await practiceFolderOf(options), (addresses) =>
    set === undefined ? practiceFaults(addresses, system) : setPracticeFaults(addresses, system, set),
  )
  if (options.json) sayJson(faults)
  else say(Object.keys(faults).length === 0 ? 'It is healthy.' : JSON.stringify(faults, null, 2))
  return 0
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw usage(`"${text}" is no JSON: give faults such as {"outage": "refuse"}, or {} for none`)
  }
}
