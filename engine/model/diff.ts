/** What changed between two versions of a flow, as sentences a person can read. Pure; where the cards sit is no change. */
import { classifyChange } from './contract-change.ts'
import { sameData } from './diff-same.ts'
import { diffUnnamed } from './diff-settings.ts'
import type { DiffGroup, DiffLine, FlowDiff } from './diff-shape.ts'
import { type Connectors, diffSteps } from './diff-steps.ts'
import { joined, plain, quoted } from './diff-values.ts'
import { nameOfStep } from './diff-wires.ts'
import type { Connection, Contract, Flow, Frame, Subflow } from './flow.ts'

export type { DiffGroup, DiffLine, FlowDiff } from './diff-shape.ts'

/**
 * Empty exactly when both have one hash. `raw` adds the values of settings as they are saved. The order does not depend on
 * how the flows were saved.
 */
export function diffFlows(
  before: Flow,
  after: Flow,
  connectors: Connectors,
  options: { raw?: boolean } = {},
): FlowDiff {
  const groups = [
    ...diffWhole(before, after),
    ...diffSteps(before, after, connectors),
    ...diffNamed('contract', before.contracts, after.contracts, { title: ({ name }) => name, lines: contractLines }),
    ...diffNamed('connection', before.connections, after.connections, {
      title: ({ name }) => name,
      lines: (was, now) => connectionLines(was, now, connectors),
    }),
    ...diffNamed('subflow', before.subflows ?? {}, after.subflows ?? {}, {
      title: ({ name }) => name,
      lines: (was, now) => subflowLines(was, now, before, after, connectors),
    }),
    ...diffNamed('frame', before.frames ?? {}, after.frames ?? {}, {
      title: ({ title }) => title,
      lines: (was, now) => frameLines(was, now, after),
    }),
  ].map((group) => (options.raw ? group : { ...group, lines: group.lines.map(withoutValues) }))
  return { groups, count: groups.reduce((sum, { lines }) => sum + lines.length, 0) }
}

const withoutValues = ({ values: _values, ...line }: DiffLine): DiffLine => line

/** The diff as lines of text, each group under its title. */
export const diffText = ({ groups }: FlowDiff): string[] =>
  groups.flatMap(({ about, title, lines }) => {
    const head = about === 'flow' || about === 'wires' || about === 'step' ? title : `${ABOUT[about]} "${title}"`
    return [head, ...lines.map(({ words, kind }) => `  ${words}${kind === 'breaking' ? ' (breaking)' : ''}`)]
  })

const ABOUT = { contract: 'Contract', connection: 'Connection', subflow: 'Sub-flow', frame: 'Frame' } as const

function diffWhole(before: Flow, after: Flow): DiffGroup[] {
  const lines: DiffLine[] = []
  const say = (what: string, was: string | number, now: string | number) => {
    if (was !== now) lines.push({ words: `${what} is now ${shown(now)} (was ${shown(was)})` })
  }
  say('The name', before.name, after.name)
  say('The id', before.id, after.id)
  say('The format', before.formatVersion, after.formatVersion)
  say('The description', before.description, after.description)
  say('The owner of the logic', before.owners.logic, after.owners.logic)
  say('The backup owner', before.owners.backup, after.owners.backup)
  say('The person to alert', before.alerts.person, after.alerts.person)
  say('The number of held records that alerts', before.alerts.afterHeld, after.alerts.afterHeld)
  say('What to do when it stops', before.fallback, after.fallback)
  say('The language of numbers and dates', before.settings.locale, after.settings.locale)
  say('The time zone', before.settings.timeZone, after.settings.timeZone)
  // That a flow has no frames, and that it has an empty list of them, are two definitions.
  for (const part of ['subflows', 'frames'] as const)
    if ((before[part] === undefined) !== (after[part] === undefined) && isBare(before[part] ?? after[part]))
      lines.push({
        words: `The list of ${part === 'frames' ? 'frames' : 'sub-flows'} was ${after[part] ? 'begun' : 'removed'}`,
      })
  return lines.length > 0 ? [{ about: 'flow', id: '', title: 'The flow', change: 'changed', lines }] : []
}

const isBare = (part: object | undefined): boolean => Object.keys(part ?? {}).length === 0

const shown = (value: string | number): string =>
  typeof value === 'number' ? plain(value) : value === '' ? 'nothing' : quoted(value)

function diffNamed<T>(
  about: Exclude<DiffGroup['about'], 'flow' | 'step' | 'wires'>,
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  { title, lines }: { title(one: T): string; lines(was: T, now: T): DiffLine[] },
): DiffGroup[] {
  if (before === after) return []
  const [old, fresh] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  return [...new Set([...old.keys(), ...fresh.keys()])].sort().flatMap((id): DiffGroup[] => {
    const was = old.get(id)
    const now = fresh.get(id)
    const name = title(now ?? (was as T)) || id
    const group = { about, id, title: name }
    if (was === undefined)
      return [{ ...group, change: 'added', lines: [{ words: `${ABOUT[about]} "${name}" was added` }] }]
    if (now === undefined)
      return [{ ...group, change: 'removed', lines: [{ words: `${ABOUT[about]} "${name}" was removed` }] }]
    if (sameData(was, now)) return []
    const told = lines(was, now)
    return [{ ...group, change: 'changed', lines: told.length > 0 ? told : [{ words: 'It changed in a detail' }] }]
  })
}

const contractLines = (was: Contract, now: Contract): DiffLine[] =>
  classifyChange(was, now).changes.map(({ words, kind }) => ({ words, kind }))

const called = (was: string, now: string): DiffLine[] =>
  was === now ? [] : [{ words: `It is now called ${shown(now)} (was ${shown(was)})` }]

function connectionLines(was: Connection, now: Connection, connectors: Connectors): DiffLine[] {
  const system = (id: string) => (Object.hasOwn(connectors, id) ? connectors[id]?.title : undefined) ?? id
  const lines = called(was.name, now.name)
  if (was.connector !== now.connector)
    lines.push({ words: `It now leads to ${system(now.connector)} (was ${system(was.connector)})` })
  return lines
}

function subflowLines(was: Subflow, now: Subflow, before: Flow, after: Flow, connectors: Connectors): DiffLine[] {
  const lines = called(was.name, now.name)
  if (was.flow !== now.flow) lines.push({ words: `It is now taken from the flow "${now.flow}" (was "${was.flow}")` })
  else if (was.hash !== now.hash) lines.push({ words: 'It was taken in anew' })
  const inside = [
    ...diffSteps({ ...before, ...was }, { ...after, ...now }, connectors),
    ...diffNamed('contract', was.contracts, now.contracts, { title: ({ name }) => name, lines: contractLines }),
  ]
  return [
    ...lines,
    ...inside.flatMap((group) => group.lines.map((line) => ({ ...line, words: `${group.title}: ${line.words}` }))),
  ]
}

function frameLines(was: Frame, now: Frame, after: Flow): DiffLine[] {
  const lines = called(was.title, now.title)
  const names = (ids: readonly string[]) => joined(ids.map((id) => `"${nameOfStep(after, id)}"`))
  const come = now.steps.filter((id) => !was.steps.includes(id))
  const gone = was.steps.filter((id) => !now.steps.includes(id))
  if (come.length > 0) lines.push({ words: `${names(come)} came into it` })
  if (gone.length > 0) lines.push({ words: `${names(gone)} left it` })
  return [...lines, ...diffUnnamed(was.settings, now.settings)]
}
