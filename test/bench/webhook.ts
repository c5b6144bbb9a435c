/** How fast webhooks are acknowledged, durably, beside a script that does nothing else. Run by itself, it prints its figures. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { publicKeyText } from '#adapters/bundle'
import { type Flow, flowSchema } from '#engine'
import { bundleOf, caller, newSigner } from '../journeys/server-launch.ts'
import { median } from './figures.ts'
import type { LoadFigures } from './reference/webhook-load.ts'

export interface WebhookOptions {
  /** Turns of both, one after the other; figures are medians. */
  pairs: number
  /** Seconds of each measurement. */
  seconds: number
}

export interface WebhookFigures {
  /** At 1,000 a second. */
  steady: { engine: LoadFigures; reference: LoadFigures }
  /** As fast as 64 connections allow. */
  full: { engine: LoadFigures; reference: LoadFigures }
  /** The engine's p99 at 1,000 a second, where 1 is the reference's: at most 2. */
  p99Ratio: number
  /** The engine's highest rate, where 1 is the reference's: at least 0.7. */
  rateRatio: number
  /** Posts that were not answered with 202. */
  failed: number
}

const STEADY = 1000
const root = join(import.meta.dirname, '../..')

interface Side {
  url: string
  end(): Promise<void>
}

export async function webhookFigures(options: WebhookOptions): Promise<WebhookFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-webhook-'))
  const measured = { engine: [] as Measured[], reference: [] as Measured[] }
  try {
    for (let n = 0; n < options.pairs; n++) {
      for (const [name, open] of SIDES) {
        const side = await open(mkdtempSync(join(folder, `${name}-`)))
        // Both warm up before anything counts.
        await load(side.url, { rate: STEADY, seconds: 2 })
        const steady = await load(side.url, { rate: STEADY, seconds: options.seconds })
        const full = await load(side.url, { rate: 0, seconds: options.seconds })
        measured[name].push({ steady, full })
        await side.end()
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  return figuresOf(measured)
}

interface Measured {
  steady: LoadFigures
  full: LoadFigures
}

function figuresOf({ engine, reference }: Record<'engine' | 'reference', Measured[]>): WebhookFigures {
  const both = (part: keyof Measured) => ({
    engine: middle(engine.map((one) => one[part])),
    reference: middle(reference.map((one) => one[part])),
  })
  const ratio = (value: (one: Measured) => number) =>
    median(engine.map((one, n) => value(one) / value(reference[n] ?? one)))
  return {
    steady: both('steady'),
    full: both('full'),
    p99Ratio: Number(ratio(({ steady }) => steady.p99).toFixed(2)),
    rateRatio: Number(ratio(({ full }) => full.perSecond).toFixed(2)),
    failed: [...engine, ...reference].reduce((sum, { steady, full }) => sum + steady.failed + full.failed, 0),
  }
}

const middle = (figures: LoadFigures[]): LoadFigures => {
  const of = (key: keyof LoadFigures) => median(figures.map((one) => one[key]))
  return { answered: of('answered'), failed: of('failed'), perSecond: of('perSecond'), p50: of('p50'), p99: of('p99') }
}

const SIDES: ['engine' | 'reference', (folder: string) => Promise<Side>][] = [
  ['reference', openReference],
  ['engine', openServer],
]

async function openReference(folder: string): Promise<Side> {
  const child = start(join(import.meta.dirname, 'reference/webhook-ack.ts'), [`--dir=${folder}`])
  const { address } = (await firstLine(child)) as { address: string }
  return { url: address, end: () => ended(child, () => child.stdin?.end()) }
}

/** A server with one started flow, whose records end at once: what is measured is the way in. */
async function openServer(folder: string): Promise<Side> {
  const signer = newSigner()
  const keyFile = join(folder, 'key')
  writeFileSync(keyFile, publicKeyText(signer))
  const child = start(join(root, 'build/entry/server.ts'), [
    '--data',
    join(folder, 'data'),
    '--trust',
    keyFile,
    '--json',
  ])
  const { address, apiToken } = (await firstLine(child)) as { address: string; apiToken: string }
  const call = caller(address, apiToken)
  const sent = await call('POST', '/api/bundles', bundleOf(arrivals(), signer))
  const begun = await call('POST', '/api/flows/arrivals/start')
  if (begun.status !== 200) throw new Error(`the flow did not start: ${JSON.stringify([sent.body, begun.body])}`)
  return {
    url: (sent.body.intake as { address: string }).address,
    end: () => ended(child, () => child.kill('SIGTERM')),
  }
}

const arrivals = (): Flow =>
  flowSchema.parse({
    formatVersion: 1,
    id: 'arrivals',
    name: 'Arrivals',
    steps: {
      start: { kind: 'webhook', title: 'Leads come in', settings: { fields: ['email', 'name'] } },
      end: { kind: 'end', title: 'Done', settings: {} },
    },
    wires: [{ id: 'w1', from: { step: 'start', port: 'main' }, to: { step: 'end' } }],
    owners: { logic: 'Ada', backup: 'Grace' },
    alerts: { person: 'Ada' },
  })

async function load(url: string, { rate, seconds }: { rate: number; seconds: number }): Promise<LoadFigures> {
  const script = join(import.meta.dirname, 'reference/webhook-load.ts')
  const child = start(script, [`--url=${url}`, `--rate=${rate}`, `--seconds=${seconds}`])
  return (await firstLine(child)) as LoadFigures
}

const start = (script: string, options: string[]): ChildProcess =>
  spawn(process.execPath, [script, ...options], { stdio: ['pipe', 'pipe', 'inherit'], cwd: root })

async function firstLine(child: ChildProcess): Promise<unknown> {
  if (child.stdout) for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line)
  throw new Error(`${child.spawnargs[1]} said nothing`)
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  const closed = once(child, 'exit')
  end()
  await closed
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [pairs = 3, seconds = 5] = process.argv.slice(2).map(Number)
  process.stdout.write(`${JSON.stringify(await webhookFigures({ pairs, seconds }), null, 2)}\n`)
}
