/** The leads job as a flow, and the loopback system of the bench as a connector: data only, like any other. */
import { type Connector, type Flow, type Operation, parseFlowValue, type Template } from '#engine'
import { COLUMNS } from './reference/leads.ts'

const WRITTEN = COLUMNS.filter((column) => column !== 'email')

/** A contact as the system takes it: the match key is its e-mail address. */
const contact: Template = {
  email: { $: 'key' },
  ...Object.fromEntries(WRITTEN.map((column) => [column, { $: `body.${column}` }])),
}

/** Reads a hundred at once before they are written. */
const look: Operation['look'] = {
  request: { method: 'POST', path: '/contacts/read', body: { emails: { $each: 'records', as: { $: 'key' } } } },
  reply: { id: 'id', key: '{match}', fields: 'fields' },
  bulk: 100,
}

const upsert = (bulk: number): Operation => ({
  title: 'Create or update a contact',
  object: 'contacts',
  does: 'upsert',
  strategy: 'upsert-by-unique-field',
  bulk,
  send: {
    request:
      bulk > 1
        ? { method: 'POST', path: '/contacts/batch', body: { $each: 'records', as: contact } }
        : { method: 'POST', path: '/contacts', body: contact },
    reply: { id: 'id', created: { path: 'status', is: 'created' } },
  },
  undo: { created: 'none', updated: 'none', words: 'Contacts of the bench are forgotten with it.' },
  needs: [],
})

export const benchSystem: Connector = {
  id: 'bench',
  title: 'Loopback contacts',
  family: 'CRM',
  version: 1,
  source: 'test/bench/reference/contacts.ts',
  auth: { kind: 'none' },
  signIns: [],
  proof: [],
  defaultAddress: 'http://127.0.0.1',
  // No limit that bites: what is measured is the engine, not its patience.
  limit: { calls: 1_000_000_000, per: 1000 },
  concurrency: 128,
  timeout: 30_000,
  objects: {
    contacts: {
      title: 'Contact',
      plural: 'Contacts',
      fields: COLUMNS.map((name) => ({ name, label: name, type: name === 'amount' ? 'number' : 'text' })),
      unique: [{ name: 'email', label: 'E-mail' }],
    },
  },
  operations: { upsert: upsert(1), 'upsert-100': upsert(100), 'upsert-looked': { ...upsert(1), look } },
  errors: [
    { when: { status: [400, 422] }, category: 'validation', message: 'error', splits: true },
    { when: { statusFrom: 500 }, category: 'transient' },
  ],
}

const pattern = (name: string, source: string, words: string) => ({
  name,
  type: 'text',
  required: true,
  mayBeBlank: false,
  pattern: { source, words },
})
const filled = (name: string) => ({ name, type: 'text', required: true, mayBeBlank: false })

const DATE = '^(?:\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(?::\\d\\dZ)?|\\d\\d/\\d\\d/\\d{4})$'

/** What the reference validates, for values as they are written: cleaning has no rule for dates and amounts yet. */
const contract = {
  name: 'Lead',
  fields: [
    pattern('lead_id', '^L\\d+$', 'must be L and a number'),
    pattern('email', '^[^\\s@]+@[^\\s@]+\\.[a-z]{2,}$', 'must be an e-mail address'),
    filled('first_name'),
    filled('last_name'),
    pattern('phone', '^\\+\\d \\(\\d{3}\\) \\d{3}-\\d{4}$', 'must be a phone number'),
    pattern('country', '^[A-Z]{2}$', 'must have two letters'),
    pattern('created_at', DATE, 'must be a date'),
    pattern('amount', '^[\\d,]+(?:\\.\\d+)?$', 'must be an amount'),
    pattern('source', '^(?:web|event|import|referral|ads)$', 'must be a known source'),
  ],
}

const wire = (from: string, to: string, port = 'main') => ({
  id: `${from}-${port}-${to}`,
  from: { step: from, port },
  to: { step: to },
})

export type LeadsOperation = 'upsert' | 'upsert-100' | 'upsert-looked'

/**
 * Four shape and gate steps and one write. What the contract refuses is held, as in any flow that does not say otherwise.
 * `wait`: hours for which every record waits before it is written.
 */
export function leadsFlow(operation: LeadsOperation, wait = 0): Flow {
  const key = { fields: ['email'], ignore: ['case', 'spaces'] }
  const parsed = parseFlowValue({
    formatVersion: 1,
    id: 'bench-leads',
    name: 'Leads',
    steps: {
      read: { kind: 'read-file', title: 'Read the leads' },
      trim: {
        kind: 'clean',
        title: 'Trim',
        settings: { rules: COLUMNS.map((field) => ({ field, rules: ['trim'] })), country: 'US' },
      },
      case: {
        kind: 'clean',
        title: 'One case',
        settings: {
          rules: [
            { field: 'email', rules: ['email'] },
            { field: 'country', rules: ['upper'] },
            { field: 'source', rules: ['lower'] },
          ],
          country: 'US',
        },
      },
      check: { kind: 'check', title: 'Check', settings: { contract: 'lead' } },
      dedupe: { kind: 'dedupe', title: 'Dedupe', settings: { ...key, window: 'run' } },
      ...(wait > 0
        ? { wait: { kind: 'wait', title: 'Wait', settings: { time: { amount: wait, unit: 'hours' } } } }
        : {}),
      write: {
        kind: 'write',
        title: 'Write',
        settings: {
          connection: 'contacts',
          operation,
          matchField: 'email',
          key,
          fields: WRITTEN.map((name) => ({ to: name, from: name })),
        },
      },
    },
    wires: [
      wire('read', 'trim'),
      wire('trim', 'case'),
      wire('case', 'check'),
      wire('check', 'dedupe'),
      ...(wait > 0 ? [wire('dedupe', 'wait'), wire('wait', 'write')] : [wire('dedupe', 'write')]),
    ],
    contracts: { lead: contract },
    connections: { contacts: { name: 'Contacts', connector: 'bench' } },
  })
  if ('problems' in parsed) throw new Error(`the flow of the bench is not one: ${JSON.stringify(parsed.problems)}`)
  return parsed.flow
}
