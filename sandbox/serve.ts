// A process of its own for the practice systems:
// node sandbox/serve.ts --folder DIR [--port N] [--json] [--until-parent-exits] [--limits off] [--account-type TYPE]
import { parseArgs } from 'node:util'
import { type Practice, type PracticeOptions, startPractice } from './practice.ts'
import { StoreTaken } from './store/index.ts'

const takenExitCode = 3

function readOptions(): {
  readonly start: PracticeOptions
  readonly json: boolean
  readonly untilParentExits: boolean
} {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string' },
      port: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
      'until-parent-exits': { type: 'boolean', default: false },
      limits: { type: 'string', default: 'usual' },
      'account-type': { type: 'string', default: 'SANDBOX' },
    },
  })
  if (values.folder === undefined) throw new Error('Say where the practice data live: --folder DIR')
  if (values.limits !== 'usual' && values.limits !== 'off') throw new Error('--limits is "usual" or "off"')
  const limited = values.limits !== 'off'
  const limits = limited ? {} : { tenSeconds: null, searchPerSecond: null }
  return {
    start: { folder: values.folder, port: Number(values.port), limits, limited, accountType: values['account-type'] },
    json: values.json,
    untilParentExits: values['until-parent-exits'],
  }
}

function announce(practice: Practice, json: boolean): void {
  const { systems, control, pid } = practice
  const line = json
    ? JSON.stringify({ systems, control, pid })
    : `Practice HubSpot answers at ${systems.hubspot.address} (process ${pid})`
  process.stdout.write(`${line}\n`)
}

function refuse(error: unknown): void {
  const taken = error instanceof StoreTaken
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${JSON.stringify({ error: { code: taken ? error.code : 'practice.failed', message } })}\n`)
  process.exitCode = taken ? takenExitCode : 1
}

try {
  const options = readOptions()
  const practice = await startPractice(options.start)
  const stop = () => void practice.close()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  if (options.untilParentExits) process.stdin.once('close', stop).resume()
  announce(practice, options.json)
  await practice.stopped
  if (options.untilParentExits) process.stdin.destroy()
} catch (error) {
  refuse(error)
}
