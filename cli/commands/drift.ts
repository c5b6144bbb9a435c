/** `sluice drift FLOW`: whether the systems of a flow still are what was learned of them. */
import { wordsOf } from '#engine'
import type { ConnectionDrift } from '#protocol'
import { acceptDrifted, checkDrift } from '#studio'
import { chooseFlow } from '../choose-flow.ts'
import { moment } from '../report/moment.ts'
import { say, sayJson } from '../terminal.ts'
import { withContext } from '../with-context.ts'

export interface DriftOptions {
  data?: string
  json?: boolean
  accept?: boolean
}

/** 1 when something drifted that steps use, or a system could not be asked. */
export async function tellDrift(name: string, options: DriftOptions): Promise<number> {
  return withContext(options, async (context) => {
    const { flow } = await chooseFlow(context, name)
    const found = await checkDrift(context, flow)
    if (options.accept) for (const { connection } of found) await acceptDrifted(context, flow, connection)
    if (options.json) sayJson(found)
    else say(found.length === 0 ? 'No step of this flow uses a system.' : found.map(textOf).join('\n'))
    const trouble = found.some(
      ({ state, findings }) => state === 'unreachable' || findings.some(({ steps }) => steps.length > 0),
    )
    return trouble && !options.accept ? 1 : 0
  })
}

function textOf({ name, state, findings, learnedAt, reason }: ConnectionDrift): string {
  const since = learnedAt === undefined ? '' : ` since ${moment(learnedAt)}`
  switch (state) {
    case 'learned':
      return `${name}: learned. From now on it is compared with this.`
    case 'same':
      return `${name}: as it was learned${since}.`
    case 'unwatched':
      return `${name}: it offers no way to be watched.`
    case 'unreachable':
      return `${name}: ${reason ? Object.values(wordsOf(reason.code, reason.values)).join(' ') : 'it could not be asked.'}`
    case 'drifted': {
      const lines = findings.map(({ reason: { code, values } }) => {
        const { what, effect, next } = wordsOf(code, values)
        return `  - ${[what, effect, next].filter((text) => text !== '').join(' ')}`
      })
      return [`${name}: it changed${since}.`, ...lines].join('\n')
    }
  }
}
