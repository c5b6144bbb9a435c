/** Asks the account that a connection of a flow leads to in practice which fields its objects really have. */
import { describeObject, Failure, type Flow, own, type TargetField } from '#engine'
import type { Context } from './context.ts'
import { openReach } from './reach.ts'
import { practiceAccess } from './slots.ts'

/** Characters that a flow keeps of names and of labels, choices and places. */
const NAME = 200
const TEXT = 500

/**
 * Without a way to ask, there are none. Throws Failures connection.unknown, connector.unknown, call.unrecognised, and what the system
 * refuses with.
 */
export async function describeFor(
  context: Context,
  flow: Flow,
  connection: string,
  object: string,
): Promise<TargetField[]> {
  const named = own(flow.connections, connection)
  if (!named) throw new Failure('connection.unknown', 'permanent', { step: flow.name })
  const asked = own(context.connectors[named.connector]?.objects ?? {}, object)
  if (!asked?.describe) return []
  // The other connections are not needed, and may lead nowhere yet.
  const alone = { ...flow, connections: { [connection]: named } }
  const reach = openReach(context, alone, await practiceAccess(context, alone))
  try {
    const fields = await describeObject(reach.account(connection), asked, new AbortController().signal)
    return fields.flatMap(fitting)
  } catch (error) {
    throw (error as { failure?: Failure }).failure ?? error
  } finally {
    await reach.close()
  }
}

/** A field as a flow can keep it: what it is called by must be whole, what only explains it may be cut. */
function fitting(field: TargetField): TargetField[] {
  const { name, label, path = '', choices } = field
  if (name.length > NAME || path.length > TEXT) return []
  const kept = choices?.filter(({ value }) => value.length <= TEXT)
  return [
    {
      ...field,
      label: label.slice(0, TEXT),
      ...(kept ? { choices: kept.map((one) => ({ ...one, label: one.label.slice(0, TEXT) })) } : {}),
    },
  ]
}
