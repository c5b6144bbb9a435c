/** Works formulas out, one after the other. It may be ended at any moment from outside; it keeps nothing that matters. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import jsonata from 'jsonata'
import { fixWorld, setWorld } from './fixed-world.ts'
import {
  type Answered,
  type Batch,
  BEGAN,
  CURRENT,
  type SentJob,
  ticks,
  ticksSince,
  type WorkerAnswer,
  type WorkerStart,
} from './messages.ts'
import { resultJson } from './result-json.ts'
import { boundRoom, MOST_ENTRIES } from './room.ts'

const port = parentPort
if (!port) throw new Error('runs as a worker only')
const { clock } = workerData as WorkerStart
const shared = new Int32Array(clock)

/** Compiled formulas; the oldest is forgotten first. */
const compiled = new Map<string, jsonata.Expression>()
const MOST_COMPILED = 200
/** Milliseconds after which answers are sent although the batch is not finished. */
const SEND_AFTER = 20

function compile(formula: string): jsonata.Expression {
  const known = compiled.get(formula)
  if (known) return known
  const expression = jsonata(formula, { sequence: MOST_ENTRIES })
  if (compiled.size >= MOST_COMPILED) for (const oldest of [...compiled.keys()].slice(0, 1)) compiled.delete(oldest)
  compiled.set(formula, expression)
  return expression
}

async function work(job: SentJob, size: number): Promise<WorkerAnswer> {
  setWorld(job.now, job.seed)
  try {
    const expression = compile(job.formula)
    return resultJson(await expression.evaluate(JSON.parse(job.data)), size)
  } catch (error) {
    // Parts of the formula may still be under way after one of them failed: they keep the next turn, and with it the next job, waiting.
    await nextTurn()
    return wrongOf(error)
  }
}

/** JSONata throws plain objects with code, position and message; the machine throws RangeError for depth and length. */
function wrongOf(error: unknown): WorkerAnswer {
  if (error instanceof RangeError)
    return /stack/.test(error.message)
      ? { wrong: 'too-big', why: 'it goes too deep' }
      : { wrong: 'too-big', why: 'a text or a list in it grows too long' }
  const { message, position, code } = error as { message?: unknown; position?: unknown; code?: unknown }
  if (code === 'D2014' || code === 'D2015') return { wrong: 'too-big', why: 'a list in it grows too long' }
  return {
    wrong: 'failed',
    message: typeof message === 'string' && message !== '' ? plain(message) : 'it cannot be read',
    position: typeof position === 'number' ? position : null,
  }
}

const MOST_WORDS = 300
const plain = (message: string): string => message.slice(0, MOST_WORDS).toWellFormed().replace(/\.$/, '')

async function workAll({ jobs, size }: Batch): Promise<void> {
  let answers: WorkerAnswer[] = []
  let sent = ticks()
  for (const [index, job] of jobs.entries()) {
    Atomics.store(shared, BEGAN, ticks())
    Atomics.store(shared, CURRENT, index)
    answers.push(await work(job, size))
    if (ticksSince(sent) < SEND_AFTER && index < jobs.length - 1) continue
    port?.postMessage({ first: index + 1 - answers.length, answers } satisfies Answered)
    answers = []
    sent = ticks()
  }
  Atomics.store(shared, CURRENT, -1)
}

await boundRoom()
fixWorld()
port.on('message', (batch: Batch) => void workAll(batch))
