/** Named exits: their list in the settings, and the wires that follow them when a name is taken away or moved. */
import { CASES, type Edit, type Json, type PortName, type Wire } from '#engine'
import { textOf } from '../form.ts'
import { groupsOf } from './rows.ts'

/** As many as there are exits. */
export const MOST_CASES = CASES.length

export interface NamedCase {
  name: string
  /** Everything else that stands with the name. */
  rest: Record<string, Json>
}

export const casesOf = (value: Json | undefined): NamedCase[] =>
  groupsOf(value).map(({ name, ...rest }) => ({ name: textOf(name), rest }))

export const casesJson = (cases: readonly NamedCase[]): Json => cases.map(({ name, rest }) => ({ name, ...rest }))

/**
 * The edits to the wires of a step whose cases change places: `order` names, for each new place, the old place. A wire stays with
 * its case; the wire of a case that is gone goes too.
 */
export function wireEdits(wires: readonly Wire[], step: string, order: readonly number[]): Edit[] {
  const own = wires.filter((wire) => wire.from.step === step && CASES.includes(wire.from.port))
  const moved = own.flatMap((wire): { wire: Wire; port: PortName | undefined }[] => {
    const place = order.indexOf(CASES.indexOf(wire.from.port))
    const port = place < 0 ? undefined : CASES[place]
    return port === wire.from.port ? [] : [{ wire, port }]
  })
  return [
    ...moved.map(({ wire }): Edit => ({ kind: 'disconnect', wire: wire.id })),
    ...moved.flatMap(({ wire, port }): Edit[] =>
      port === undefined ? [] : [{ kind: 'connect', wire: { ...wire, from: { step, port } } }],
    ),
  ]
}
