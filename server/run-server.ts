/** The process around the server: options in, words out, a graceful end. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import pino from 'pino'
import { Failure, sentenceOf } from '#engine'
import { type ServerOptions, startServer } from './start-server.ts'

const HELP = `Takes signed bundles and runs them.

  --data DIR       where the server keeps its data (required)
  --trust KEYFILE  takes bundles signed by the keys in this file; may be given several times
  --port N         listens on this port (a free one otherwise)
  --host ADDRESS   listens on this address (127.0.0.1 otherwise: this computer only)
  --public URL     where others reach it, when a proxy stands before it
  --new-token      replaces the API token and prints the new one
  --json           prints one JSON object per line
  --help           prints this
`

interface Options extends ServerOptions {
  json: boolean
}

/**
 * Runs the server until it is told to stop (SIGTERM, SIGINT). Sets the exit status: 0 after a graceful end, 1 when it could not
 * start, 2 when the options cannot be used.
 */
export async function runServer(argv: readonly string[]): Promise<void> {
  const log = pino({ base: null }, pino.destination({ dest: 2, sync: true }))
  try {
    const options = readOptions(argv)
    if (!options) {
      process.stdout.write(HELP)
      return
    }
    const onIncident = (incident: string, error: unknown) => log.error({ incident, err: error }, 'incident')
    const server = await startServer({ ...options, onIncident })
    say(options, server.address, server.apiToken)
    endOnSignal(server.close)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    process.stderr.write(`${sentenceOf(error.code, error.values)}\n`)
    process.exitCode = error.code === 'usage.invalid' ? 2 : 1
  }
}

function readOptions(argv: readonly string[]): Options | undefined {
  const values = parseOptions(argv)
  if (values.help) return undefined
  if (values.data === undefined) throw new Failure('usage.invalid', 'validation', { why: '--data is missing' })
  const { data: dataFolder, json, host, trust } = values
  const port = Number(values.port)
  if (!(Number.isInteger(port) && port >= 0 && port < 65536)) {
    throw new Failure('usage.invalid', 'validation', { why: '--port takes a number up to 65535' })
  }
  const options = { dataFolder, json, host, port, newToken: values['new-token'], trust: trust.map(readKeyFile) }
  return values.public === undefined ? options : { ...options, publicAddress: publicAddress(values.public) }
}

function publicAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol)) return url.href.replace(/\/+$/, '')
  throw new Failure('usage.invalid', 'validation', { why: '--public takes a web address' })
}

function parseOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        data: { type: 'string' },
        trust: { type: 'string', multiple: true, default: [] },
        port: { type: 'string', default: '0' },
        host: { type: 'string', default: '127.0.0.1' },
        public: { type: 'string' },
        'new-token': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\.$/, '') : 'The options cannot be read'
    throw new Failure('usage.invalid', 'validation', { why }, { cause: error })
  }
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Failure('bundle.key-unreadable', 'permanent', { file, why: 'it cannot be opened' }, { cause: error })
  }
}

function say({ json }: Options, address: string, apiToken: string | undefined): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(apiToken === undefined ? { address } : { address, apiToken })}\n`)
    return
  }
  process.stdout.write(`Sluice server at ${address}\n`)
  if (apiToken === undefined) return
  process.stdout.write(`API token: ${apiToken}\nIt is shown this once; the server keeps only a fingerprint of it.\n`)
}

function endOnSignal(close: () => Promise<void>): void {
  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    void close()
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}
