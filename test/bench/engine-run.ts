/** One run of the leads flow by our engine, in a process of its own. Options: --csv --dir --url --bulk (1). Prints one line of JSON. */
import { parseArgs } from 'node:util'
import { createFileSource, inspectFile } from '#adapters/files'
import { Runner } from '#adapters/run'
import { openStore } from '#adapters/sqlite'
import { systemHash } from '#adapters/system'
import { hashOf, unaccounted } from '#engine'
import { benchSystem, leadsFlow } from './leads-flow.ts'

const started = performance.now()
const startedWith = process.cpuUsage()
const { values: given } = parseArgs({
  options: {
    csv: { type: 'string', default: '' },
    dir: { type: 'string', default: '' },
    url: { type: 'string', default: '' },
    bulk: { type: 'string', default: '1' },
  },
})
const flow = leadsFlow(Number(given.bulk))
const facts = await inspectFile(given.csv)
const store = openStore(given.dir)
const runner = new Runner({ store, connectors: { [benchSystem.id]: benchSystem }, patience: 60_000 })
const handle = runner.start({
  flow,
  hash: hashOf(flow, systemHash),
  revision: 1,
  mode: 'practice',
  input: { name: facts.name, fingerprint: facts.fingerprint },
  source: createFileSource(given.csv, facts),
  access: { contacts: { address: given.url, token: '' } },
})
const view = await handle.done
const { outcomes } = view
const whole = view.state === 'finished' && unaccounted(view) === 0
store.close()

const { user, system } = process.cpuUsage(startedWith)
process.stdout.write(
  `${JSON.stringify({
    records: view.received,
    delivered: outcomes.created + outcomes.updated,
    duplicate: outcomes.duplicate,
    invalid: outcomes.held,
    failed: whole ? 0 : view.received - outcomes.created - outcomes.updated - outcomes.duplicate - outcomes.held,
    milliseconds: performance.now() - started,
    processorMilliseconds: (user + system) / 1000,
    peakMemory: process.resourceUsage().maxRSS * 1024,
  })}\n`,
)
process.exit(0)
