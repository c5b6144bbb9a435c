/**
 * Posts events to `--url=` for `--seconds=`: so many a second (`--rate=`), or as fast as `--connections=` allow (rate 0). A time
 * counts from the moment that a post was due, so that waiting for a slow answer is not forgiven. Prints figures as JSON.
 */
import { parseArgs } from 'node:util'
import { Agent } from 'undici'

export interface LoadFigures {
  answered: number
  failed: number
  perSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
}

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    seconds: { type: 'string', default: '5' },
    rate: { type: 'string', default: '0' },
    connections: { type: 'string', default: '64' },
  },
})
const url = new URL(values.url)
const [seconds, rate, connections] = [values.seconds, values.rate, values.connections].map(Number) as [
  number,
  number,
  number,
]
const agent = new Agent({ connections, pipelining: 1 })
const times: number[] = []
let failed = 0
let sent = 0

async function post(due: number): Promise<void> {
  const n = ++sent
  const body = JSON.stringify({
    email: `lead${n}@example.com`,
    name: `Lead ${n}`,
    company: 'Example',
    note: 'x'.repeat(100),
  })
  try {
    const reply = await agent.request({
      origin: url.origin,
      path: url.pathname,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    await reply.body.dump()
    if (reply.statusCode === 202) times.push(performance.now() - due)
    else failed++
  } catch {
    failed++
  }
}

async function atRate(until: number): Promise<void> {
  const under = new Set<Promise<void>>()
  const began = performance.now()
  for (let now = began; now < until; now = performance.now()) {
    for (let due = began + (sent * 1000) / rate; due <= now; due = began + (sent * 1000) / rate) {
      const work: Promise<void> = post(due).finally(() => under.delete(work))
      under.add(work)
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(under)
}

async function asFastAsPossible(until: number): Promise<void> {
  const one = async () => {
    while (performance.now() < until) await post(performance.now())
  }
  await Promise.all(Array.from({ length: connections }, one))
}

const start = performance.now()
await (rate > 0 ? atRate(start + seconds * 1000) : asFastAsPossible(start + seconds * 1000))
const took = (performance.now() - start) / 1000
times.sort((a, b) => a - b)
const at = (part: number) => Number((times[Math.floor(times.length * part)] ?? 0).toFixed(2))
const figures: LoadFigures = {
  answered: times.length,
  failed,
  perSecond: Math.round(times.length / took),
  p50: at(0.5),
  p99: at(0.99),
}
process.stdout.write(`${JSON.stringify(figures)}\n`)
await agent.close()
