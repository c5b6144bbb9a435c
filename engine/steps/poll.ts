import * as z from 'zod'
import { own } from '../model/ids.ts'
import type { Problem } from '../model/problem.ts'
import type { CheckContext, StepKind } from './declare.ts'
import { durationMs, durationWords } from './duration.ts'
import { fieldNames, listWords, type Settings, text } from './settings.ts'
import { readWrite, targetOf } from './write-settings.ts'

const EVERY = { min: 10, max: 604_800 }

const settingsSchema = z.object({ connection: text, operation: text, cursor: text, fields: fieldNames })

/** What to ask, the field that says what is new (blank: the operation's own), the fields wanted, and milliseconds between two looks. */
export const readPoll = (settings: Settings): z.infer<typeof settingsSchema> & { every: number } => ({
  ...settingsSchema.parse(settings),
  every: durationMs(settings.every, EVERY, { amount: 5, unit: 'minutes' }),
})

/** Settings `{connection, operation, fields, cursor, every}`. Each entry that is new or changed since the last look is one record. */
export const poll: StepKind = {
  kind: 'poll',
  version: 1,
  group: 'start',
  source: 'poll',
  title: 'Look for new entries',
  about: 'Asks a system again and again for what is new or changed; each entry is one record.',
  synonyms: ['poll', 'watch', 'new', 'changed', 'list', 'check for', 'query', 'sync', 'trigger'],
  icon: 'poll',
  ports: ['main'],
  fields: [
    { kind: 'connection', key: 'connection', label: 'Connection', help: 'The account to look into.', required: true },
    {
      kind: 'operation',
      key: 'operation',
      label: 'What to look for',
      connectionKey: 'connection',
      for: 'list',
      required: true,
    },
    {
      kind: 'target-fields',
      key: 'fields',
      label: 'Fields',
      help: 'The fields that are read. Blank: all of them.',
      connectionKey: 'connection',
      operationKey: 'operation',
    },
    {
      kind: 'text',
      key: 'cursor',
      label: 'New is told by the field',
      help: 'A time or a number that grows, such as the time of the last change. Blank: the one that the system itself offers.',
      maxLength: 100,
      mono: true,
    },
    { kind: 'duration', key: 'every', label: 'Every', ...EVERY, required: true },
  ],
  defaults: ({ connections }) => {
    const [only, ...others] = Object.keys(connections)
    const connection = only !== undefined && others.length === 0 ? only : ''
    return { connection, operation: '', fields: [], cursor: '', every: { amount: 5, unit: 'minutes' } }
  },
  summary(settings, flow) {
    const { connection, fields } = readPoll(settings)
    const name = own(flow.connections, connection)?.name
    if (!name) return 'No connection chosen yet'
    const what = fields.length === 0 ? '' : ` for ${listWords(fields)}`
    return `Looks into ${name}${what} every ${durationWords(settings, 'every') ?? '5 minutes'}`
  },
  leaving(settings) {
    const { fields } = readPoll(settings)
    return fields.length > 0 ? fields : undefined
  },
  check: checkPoll,
  plan: () => ({ role: 'source', source: 'poll' }),
}

function checkPoll({ flow, stepId, step, connectors }: CheckContext): Problem[] {
  const { connector, operation } = targetOf(readWrite(step.settings), flow, connectors)
  if (!connector || !operation || operation.list) return []
  const values = { step: step.title, system: connector.title, operation: operation.title }
  return [{ code: 'poll.no-list', severity: 'blocks', at: { step: stepId, field: 'operation' }, values }]
}
