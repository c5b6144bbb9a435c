import * as z from 'zod'
import type { Connector, TargetObject } from '../connect/declare.ts'
import { keyer } from '../match/key.ts'
import type { Ignorable } from '../match/normalise.ts'
import { own } from '../model/ids.ts'
import type { Data, Json } from '../model/json.ts'
import type { Problem } from '../model/problem.ts'
import type { CheckContext, Passed, StepKind } from './declare.ts'
import { durationMs } from './duration.ts'
import { fieldNames, IGNORE_CHOICES, listWords, type Settings, text } from './settings.ts'
import { readWrite, targetOf } from './write-settings.ts'

/** Seconds: up to seven days. */
const FRESH = { min: 0, max: 604_800 }

const settingsSchema = z.object({
  take: fieldNames,
  prefix: text,
  idInto: text,
  ifMissing: z.enum(['go-on', 'reject']).catch('go-on'),
})

/** What it shares with a write (connection, operation, match field and key), and its own. */
const read = (settings: Settings) => ({ ...readWrite(settings), ...settingsSchema.parse(settings) })

type LookUpSettings = ReturnType<typeof read>

/**
 * Settings `{connection, operation, matchField, key: {fields, ignore}, take: string[], prefix, idInto, fresh, ifMissing:
 * 'go-on' | 'reject'}`: the fields `take` of what is found over there are added to the record.
 */
export const lookUp: StepKind = {
  kind: 'look-up',
  version: 1,
  group: 'shape',
  title: 'Look up',
  about: 'Finds what a system knows about the record and adds fields from there.',
  synonyms: ['find', 'enrich', 'search', 'fetch', 'get', 'read', 'query', 'vlookup', 'crm', 'reference'],
  icon: 'look',
  ports: ['main', 'rejected', 'error'],
  fields: [
    { kind: 'connection', key: 'connection', label: 'Connection', help: 'The account to look into.', required: true },
    {
      kind: 'operation',
      key: 'operation',
      label: 'What to look for',
      connectionKey: 'connection',
      for: 'look',
      required: true,
    },
    {
      kind: 'target-key',
      key: 'matchField',
      label: 'Matched by',
      help: 'The unique field over there that the record is found by.',
      connectionKey: 'connection',
      operationKey: 'operation',
      required: true,
    },
    {
      kind: 'record-fields',
      key: 'key.fields',
      label: 'Match key from',
      help: 'The fields of the record that say which one it is.',
      required: true,
      min: 1,
    },
    { kind: 'choices', key: 'key.ignore', label: 'Ignoring', choices: IGNORE_CHOICES },
    {
      kind: 'target-fields',
      key: 'take',
      label: 'Fields to add',
      connectionKey: 'connection',
      operationKey: 'operation',
    },
    {
      kind: 'text',
      key: 'prefix',
      label: 'Put before their names',
      help: 'Keeps them apart from fields of the record: crm_ makes phone into crm_phone.',
      placeholder: 'crm_',
      maxLength: 50,
    },
    {
      kind: 'text',
      key: 'idInto',
      label: 'Its id goes into',
      help: 'Name of a field for the id that it has over there. Blank: none.',
      maxLength: 200,
    },
    {
      kind: 'duration',
      key: 'fresh',
      label: 'An answer may be used again for',
      help: 'Saves calls when many records look for the same.',
      ...FRESH,
    },
    {
      kind: 'choice',
      key: 'ifMissing',
      label: 'When nothing is found',
      choices: [
        { value: 'go-on', label: 'the record goes on without' },
        { value: 'reject', label: 'the record fails' },
      ],
    },
  ],
  defaults(flow) {
    const [only, ...others] = Object.keys(flow.connections)
    return {
      connection: only !== undefined && others.length === 0 ? only : '',
      operation: '',
      matchField: '',
      key: { fields: [], ignore: ['case', 'spaces'] },
      take: [],
      prefix: '',
      idInto: '',
      fresh: { amount: 10, unit: 'minutes' },
      ifMissing: 'go-on',
    }
  },
  summary(settings, flow) {
    const { connection, key, take } = read(settings)
    const name = own(flow.connections, connection)?.name
    if (name === undefined) return 'No connection chosen yet'
    const by = key.fields.length === 0 ? 'no match key yet' : `by ${listWords(key.fields)}`
    return take.length === 0 ? `In ${name}, ${by}` : `${listWords(take)} from ${name}, ${by}`
  },
  exits: (settings) => (read(settings).ifMissing === 'reject' ? ['main', 'rejected', 'error'] : ['main', 'error']),
  leaving(settings, arriving) {
    return arriving && [...new Set([...arriving, ...addedNames(read(settings))])]
  },
  check: checkLookUp,
  plan(settings, { flow, connectors }) {
    const chosen = read(settings)
    const { connection, connector, object } = targetOf(chosen, flow, connectors)
    return {
      role: 'find',
      find: {
        connection: chosen.connection,
        connector: connection?.connector ?? '',
        operation: chosen.operation,
        matchField: chosen.matchField,
        key: keyer(chosen.key.fields, ignoring(chosen, object)),
        fields: chosen.take,
        fresh: durationMs(settings.fresh, FRESH, { amount: 10, unit: 'minutes' }),
      },
      take: (data, found) => takeOver(data, found, chosen, connector),
    }
  },
}

/** Systems compare e-mail addresses without case, so a key that is one does too, whatever is chosen. */
const ignoring = ({ key, matchField }: LookUpSettings, object: TargetObject | undefined): readonly Ignorable[] =>
  object?.fields.some(({ name, type }) => name === matchField && type === 'email')
    ? [...key.ignore, 'case', 'spaces']
    : key.ignore

const addedNames = ({ take, prefix, idInto }: LookUpSettings): string[] => [
  ...take.map((name) => prefix + name),
  ...(idInto === '' ? [] : [idInto]),
]

/** Without a match a field that was to be added is blank, so that nothing older stands in its place. */
function takeOver(
  data: Data,
  found: { id: string; fields: Record<string, Json> } | undefined,
  settings: LookUpSettings,
  connector: Connector | undefined,
): Passed {
  if (!found && settings.ifMissing === 'reject') {
    const values = { system: connector?.title ?? 'The system' }
    return { port: 'rejected', data, reason: { code: 'record.not-found-there', category: 'validation', values } }
  }
  const next: Data = Object.assign(Object.create(null), data)
  for (const name of settings.take) next[settings.prefix + name] = (found && own(found.fields, name)) ?? null
  if (settings.idInto !== '') next[settings.idInto] = found?.id ?? null
  return { port: 'main', data: next }
}

function checkLookUp({ flow, stepId, step, connectors }: CheckContext): Problem[] {
  const settings = read(step.settings)
  const { connector, operation, object } = targetOf(settings, flow, connectors)
  const invalid = (field: string, setting: string, why: string): Problem => ({
    code: 'setting.invalid',
    severity: 'blocks',
    at: { step: stepId, field },
    values: { step: step.title, setting: `"${setting}"`, why },
  })
  if (!connector || !operation || !object) return []
  const found: Problem[] = []
  if (!operation.look)
    found.push(invalid('operation', 'What to look for', `${connector.title} offers no way to look for it`))
  if (settings.matchField !== '' && !object.unique.some(({ name }) => name === settings.matchField)) {
    const why = `${object.title} in ${connector.title} has no unique field of that name`
    found.push(invalid('matchField', 'Matched by', why))
  }
  if (settings.take.length === 0 && settings.idInto === '' && settings.ifMissing === 'go-on')
    found.push(invalid('take', 'Fields to add', 'nothing would be added and nothing decided'))
  return found
}
