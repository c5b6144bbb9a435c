/**
 * The thread that the runs have to themselves: their commits and formulas never keep a webhook waiting. It alone opens the store
 * of the runs; events and sign-ins are the server's.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { createFormulas } from '#adapters/formula'
import { createPhone } from '#adapters/phone'
import { createAjvSchema } from '#adapters/schema'
import { openStore, type Store } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'
import { createArrivals } from './arrivals.ts'
import { FlowRuns } from './flow-runs.ts'
import { createKeptFiles } from './kept-files.ts'
import { createLaunches } from './launches.ts'
import type { QueueApi, RunsApi } from './messages.ts'
import { connectPort } from './port-calls.ts'
import { createQuestions } from './questions.ts'
import { createRedacted, type Redacted } from './redacted.ts'
import { keepReminding } from './remind.ts'
import { keepTidy } from './tidy.ts'

const port = parentPort
if (!port) throw new Error('runs as a worker only')
const { dataFolder } = workerData as { dataFolder: string }

const schema = createAjvSchema()
const phone = createPhone()
const formula = createFormulas()
const launches = createLaunches(schema, phone)
const arrivals = createArrivals()
let store: Store | undefined
let runs: FlowRuns | undefined
let redacted: Redacted | undefined
let endTidying = () => {}
let endReminding = () => {}

const opened = () => {
  if (!store || !runs || !redacted) throw new Error('the store of the runs is not open')
  return { store, runs, redacted }
}

const questions = () => createQuestions({ ...opened(), catalogue: launches.catalogue })

const own: RunsApi = {
  open() {
    store = openStore(dataFolder)
    store.runs.interruptRunning(systemClock.now())
    redacted = createRedacted(store)
    const bug = (error: unknown) => void remote.bug(new Error(String(error))).catch(() => undefined)
    endTidying = keepTidy(store, launches.catalogue, bug)
    endReminding = keepReminding({ store, told: (flow, words) => void remote.told(flow, words).catch(bug), bug })
    const files = createKeptFiles(dataFolder)
    runs = new FlowRuns({ store, launches, server: remote, arrivals, files, schema, phone, formula })
  },
  start(launch) {
    launches.set(launch)
    opened().runs.start(launch.installed.flow)
  },
  stop: (flow) => opened().runs.stop(flow),
  addFile: (flow, file) => opened().runs.addFile(flow, file),
  arrived: (flow) => arrivals.tell(flow),
  lastRun: (flow) => opened().store.runs.list(flow, 1)[0]?.view,
  run: (run) => opened().runs.look(run),
  openRuns: (flow) => opened().runs.open(flow),
  holds: (flow, offset, limit) => opened().redacted.holds(opened().store.records.holds(flow, 'live', offset, limit)),
  tasks: (flow, page) => questions().list(flow, page),
  answer: (task, given) => questions().answer(task, given),
  event: (flow, n) => opened().redacted.event(opened().runs.event(flow, n)),
  async close() {
    endTidying()
    endReminding()
    await runs?.close()
    await formula.close()
    store?.close()
    setImmediate(() => port.close())
  },
}
const { remote } = connectPort<QueueApi>(port, own)
