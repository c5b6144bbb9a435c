/**
 * One run of the leads flow by our engine, in a process of its own. Options: --csv --dir --url --operation (upsert) --in-process, to
 * call the contacts without HTTP, --wait (hours before each write). Prints one line of JSON.
 */
import { parseArgs } from 'node:util'
import { createFileSource, inspectFile } from '#adapters/files'
import { Runner } from '#adapters/run'
import { openStore } from '#adapters/sqlite'
import { systemHash } from '#adapters/system'
import { hashOf, type RunView, unaccounted } from '#engine'
import { driveHere } from './drive-here.ts'
import { benchSystem, type LeadsOperation, leadsFlow } from './leads-flow.ts'
import { createContacts } from './reference/contacts.ts'

const started = performance.now()
const startedWith = process.cpuUsage()
const { values: given } = parseArgs({
  options: {
    csv: { type: 'string', default: '' },
    dir: { type: 'string', default: '' },
    url: { type: 'string', default: '' },
    operation: { type: 'string', default: 'upsert' },
    'in-process': { type: 'boolean', default: false },
    wait: { type: 'string', default: '0' },
  },
})
const flow = leadsFlow(given.operation as LeadsOperation, Number(given.wait))
const facts = await inspectFile(given.csv)
const source = createFileSource(given.csv, facts)
const store = openStore(given.dir)
const here = given['in-process'] ? createContacts() : undefined

async function run(): Promise<RunView> {
  const hash = hashOf(flow, systemHash)
  if (here) return driveHere({ flow, hash, store, source, contacts: here })
  const runner = new Runner({ store, connectors: { [benchSystem.id]: benchSystem }, patience: 60_000 })
  const handle = runner.start({
    ...{ flow, hash, source, revision: 1, mode: 'practice' },
    input: { name: facts.name, fingerprint: facts.fingerprint },
    access: { contacts: { address: given.url, token: '' } },
  })
  return handle.done
}

const view = await run()
const { created, updated, unchanged, duplicate, held } = view.outcomes
const whole = view.state === 'finished' && unaccounted(view) === 0
store.close()

const { user, system } = process.cpuUsage(startedWith)
process.stdout.write(
  `${JSON.stringify({
    records: view.received,
    delivered: created + updated,
    unchanged,
    duplicate,
    invalid: held,
    failed: whole ? 0 : view.received - created - updated - unchanged - duplicate - held,
    milliseconds: performance.now() - started,
    processorMilliseconds: (user + system) / 1000,
    peakMemory: process.resourceUsage().maxRSS * 1024,
    ...(here ? { here: here.stats() } : {}),
  })}\n`,
)
process.exit(0)
