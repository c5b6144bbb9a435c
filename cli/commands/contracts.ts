/** `sluice contracts`: the contracts that flows share. */
import type { ContractChange } from '#engine'
import { diffContract, listContracts, openFlow, publishContract, showContract } from '#studio'
import type { DataOption } from '../data-folder.ts'
import { moment } from '../report/moment.ts'
import { tableText } from '../report/table.ts'
import { say, sayJson } from '../terminal.ts'
import { withContext } from '../with-context.ts'

interface ContractOptions extends DataOption {
  json?: boolean
}

export async function list(options: ContractOptions): Promise<number> {
  return withContext(options, async (context) => {
    const found = listContracts(context)
    const rows = found.map(({ id, contract, version, flow, publishedAt }) => [
      id,
      contract.name,
      `${version}`,
      contract.fields.length,
      flow,
      moment(publishedAt),
    ])
    if (options.json) sayJson({ contracts: found })
    else if (rows.length === 0) say('No contract is shared here yet. "sluice contracts publish" shares one of a flow.')
    else say(tableText(['Id', 'Name', 'Version', 'Fields', 'From flow', 'Published'], rows))
    return 0
  })
}

/** Throws Failures contract.not-found, contract.refers-to-itself. */
export async function show(id: string, options: ContractOptions): Promise<number> {
  return withContext(options, async (context) => {
    const found = showContract(context, id)
    if (options.json) {
      sayJson(found)
      return 0
    }
    for (const { version, contract, publishedAt, change } of found.versions) {
      say(`Version ${version} of ${contract.name}, published ${moment(publishedAt)}, ${contract.fields.length} fields`)
      if (change) say(changeText(change))
    }
    for (const { name, version } of found.usedBy) say(`Used by ${name} in version ${version}`)
    return 0
  })
}

/** The contract is named by its key in the flow. Throws Failures flow.not-found, contract.not-found, contract.conflict. */
export async function publish(flow: string, contract: string, options: ContractOptions): Promise<number> {
  return withContext(options, async (context) => {
    const { published } = publishContract(context, flow, contract, openFlow(context, flow).revision)
    const { id, version } = published
    if (options.json) sayJson(published)
    else say(`${published.contract.name} is shared as "${id}", version ${version}.`)
    return 0
  })
}

/** Throws Failure contract.not-found. */
export async function diff(id: string, from: number, to: number, options: ContractOptions): Promise<number> {
  return withContext(options, async (context) => {
    const change = diffContract(context, id, from, to)
    if (options.json) sayJson({ contract: id, from, to, ...change })
    else say(change.changes.length === 0 ? 'Nothing differs.' : changeText(change))
    return 0
  })
}

const changeText = ({ changes }: ContractChange): string =>
  changes.map(({ words, kind }) => `  ${words}${kind === 'breaking' ? ' (breaking)' : ''}`).join('\n')
