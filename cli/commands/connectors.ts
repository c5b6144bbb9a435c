/** `sluice connectors`: which systems there are, what they offer, how their writes are kept safe, and what speaks for that. */
import { CONNECTORS } from '#connectors'
import { type OfferedOperation, offeredOperations } from '#engine'
import { tableText } from '../report/table.ts'
import { say } from '../terminal.ts'

const HEAD = ['System', 'Operation', 'Kept safe by', 'Undo', 'At once', 'Limits', 'Checked against']

export async function tellConnectors({ json = false }: { json?: boolean }): Promise<number> {
  const offered = offeredOperations(CONNECTORS)
  say(json ? JSON.stringify(offered, null, 2) : tableText(HEAD, offered.map(rowOf)))
  return 0
}

const rowOf = (one: OfferedOperation) => [
  one.connector,
  one.operation,
  one.safe,
  one.undo,
  one.bulk === 0 ? '' : one.bulk,
  one.limits,
  one.checkedAgainst,
]
