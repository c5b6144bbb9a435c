import type { TargetObject } from '../connect/declare.ts'
import { keyer } from '../match/key.ts'
import type { Ignorable } from '../match/normalise.ts'
import type { Problem } from '../model/problem.ts'
import type { CheckContext, StepKind } from './declare.ts'
import { IGNORE_CHOICES, listWords } from './settings.ts'
import { bodyMaker } from './write-body.ts'
import { RETRY_DEFAULTS, RETRY_FIELDS, readRetry } from './write-retry.ts'
import { readWrite, targetOf, type WriteSettings } from './write-settings.ts'

/**
 * Settings `{connection, operation, matchField, key: {fields, ignore}, fields: [{to, from}]}`: the match key is made of the
 * record's `key.fields` and carried by the target's `matchField`.
 */
export const write: StepKind = {
  kind: 'write',
  version: 1,
  group: 'write',
  title: 'Create or update',
  about: 'Writes the record into a system: creates it, or updates the one with the same match key.',
  synonyms: ['write', 'upsert', 'save', 'send', 'crm', 'create', 'update', 'hubspot', 'contact', 'company', 'target'],
  icon: 'upsert',
  ports: ['main', 'rejected', 'error'],
  fields: [
    { kind: 'connection', key: 'connection', label: 'Connection', help: 'The account to write into.', required: true },
    { kind: 'operation', key: 'operation', label: 'What to write', connectionKey: 'connection', required: true },
    {
      kind: 'target-key',
      key: 'matchField',
      label: 'Matched by',
      help: 'The unique field over there that says "this is the same one as before".',
      connectionKey: 'connection',
      operationKey: 'operation',
    },
    {
      kind: 'record-fields',
      key: 'key.fields',
      label: 'Match key from',
      help: 'The fields of the record that say "this is the same one as before".',
    },
    { kind: 'choices', key: 'key.ignore', label: 'Ignoring', choices: IGNORE_CHOICES },
    {
      kind: 'mapping',
      key: 'fields',
      label: 'Fields',
      help: 'A blank value is not sent, so it never wipes what is there.',
      connectionKey: 'connection',
      operationKey: 'operation',
      required: true,
    },
    ...RETRY_FIELDS,
  ],
  defaults(flow) {
    const [only, ...others] = Object.keys(flow.connections)
    const connection = only !== undefined && others.length === 0 ? only : ''
    return {
      connection,
      operation: '',
      matchField: '',
      key: { fields: [], ignore: ['case', 'spaces'] },
      fields: [],
      retry: RETRY_DEFAULTS,
    }
  },
  summary(settings, flow) {
    const { connection, key } = readWrite(settings)
    const name = Object.hasOwn(flow.connections, connection) ? flow.connections[connection]?.name : undefined
    if (name === undefined) return 'No connection chosen yet'
    return key.fields.length === 0 ? `In ${name}, no match key yet` : `In ${name}, matched by ${listWords(key.fields)}`
  },
  leaving: (_settings, arriving) => arriving,
  check: checkWrite,
  plan(settings, { flow, connectors }) {
    const read = readWrite(settings)
    const { connection, object } = targetOf(read, flow, connectors)
    return {
      role: 'write',
      write: {
        connection: read.connection,
        connector: connection?.connector ?? '',
        operation: read.operation,
        matchField: read.matchField,
        key: keyer(read.key.fields, ignoring(read, object)),
        body: bodyMaker(read, object),
        ...readRetry(settings),
      },
    }
  },
}

/** Systems compare e-mail addresses without case, so a key that is one does too, whatever is chosen. */
const ignoring = ({ key, matchField }: WriteSettings, object: TargetObject | undefined): readonly Ignorable[] =>
  object?.fields.some(({ name, type }) => name === matchField && type === 'email')
    ? [...key.ignore, 'case', 'spaces']
    : key.ignore

function checkWrite({ flow, stepId, step, connectors }: CheckContext): Problem[] {
  const settings = readWrite(step.settings)
  const { connector, operation, object } = targetOf(settings, flow, connectors)
  const problem = (code: Problem['code'], field: string, values: Problem['values']): Problem => ({
    code,
    severity: 'blocks',
    at: { step: stepId, field },
    values: { step: step.title, ...values },
  })
  const found: Problem[] = []
  if (settings.key.fields.length === 0) found.push(problem('write.no-match-key', 'key.fields', {}))
  else if (settings.matchField === '') found.push(problem('write.no-match-key', 'matchField', {}))
  if (!connector || !operation || !object) return found
  if (operation.strategy === 'own-ledger')
    // It may be drawn and practised with; nobody launches it unknowingly.
    found.push({ ...problem('write.unsafe', 'operation', { connector: connector.title }), severity: 'warns' })
  if (settings.matchField !== '' && !object.unique.some(({ name }) => name === settings.matchField)) {
    const why = `${object.title} in ${connector.title} has no unique field of that name`
    found.push(problem('setting.invalid', 'matchField', { setting: '"Matched by"', why }))
  }
  // A field that the account made itself may be there to carry match keys, whatever they are made of.
  const natural = object.fields.find(({ name, custom }) => name === settings.matchField && !custom)
  const altered = settings.key.ignore.some((one) => one === 'punctuation' || one === 'accents')
  if (natural && (settings.key.fields.length > 1 || altered)) {
    const why = `${natural.label} must be one field as it is; only case and spaces can be ignored`
    found.push(problem('setting.invalid', 'key.fields', { setting: '"Match key from"', why }))
  }
  for (const field of object.fields) {
    if (!field.required || field.readOnly || field.name === settings.matchField) continue
    if (settings.fields.some(({ to, from }) => to === field.name && from !== '')) continue
    found.push(problem('setting.missing', 'fields', { setting: `"${field.label}"` }))
  }
  return found
}
