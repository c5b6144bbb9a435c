import type { Connector } from '../connect/declare.ts'
import { STRATEGY_WORDS } from '../connect/words.ts'
import type { Flow } from '../model/flow.ts'
import { own } from '../model/ids.ts'
import { subflowView } from '../model/subflow.ts'
import type { StepKind } from '../steps/declare.ts'
import { isMeasured, STEP_KINDS } from '../steps/index.ts'
import { readWrite, targetOf } from '../steps/write-settings.ts'
import { failureExits } from './exits.ts'
import { type Inspection, inspect, nameOf } from './inspection.ts'
import type { LaunchFacts } from './launch.ts'

/** The part of the launch facts that the definition itself tells. */
export function launchFactsOf(
  flow: Flow,
  connectors: Readonly<Record<string, Connector>>,
  stepKinds: readonly StepKind[] = STEP_KINDS,
): Pick<LaunchFacts, 'writes' | 'exits' | 'unproved' | 'models'> {
  const inspection = inspect(flow, connectors, stepKinds)
  const exits = failureExits(inspection)
  const inside = Object.values(flow.subflows ?? {}).map((subflow) => subflowView(flow, subflow))
  const writes = [flow, ...inside].flatMap((one) => writesOf(inspect(one, connectors, stepKinds), connectors))
  const used = Object.values(flow.connections).map(({ connector }) => own(connectors, connector))
  const unproved = used.filter((connector) => connector?.proof?.length === 0).map((connector) => connector?.title ?? '')
  const models = modelsOf(inspection)
  const wired = exits.filter((exit) => exit.wired).length
  return {
    writes,
    exits: { wired, toHoldList: exits.length - wired },
    unproved: [...new Set(unproved)],
    ...(models.length > 0 ? { models } : {}),
  }
}

/** Only what can be right or wrong is measured: a summary or a draft cannot. */
const modelsOf = (inspection: Inspection): NonNullable<LaunchFacts['models']> =>
  Object.keys(inspection.flow.steps).flatMap((step) =>
    isMeasured(inspection.kindOf(step)) ? [{ step, title: nameOf(inspection, step) }] : [],
  )

function writesOf(inspection: Inspection, connectors: Readonly<Record<string, Connector>>): LaunchFacts['writes'] {
  const { flow } = inspection
  return Object.entries(flow.steps).flatMap(([step, { settings }]) => {
    if (inspection.kindOf(step)?.group !== 'write') return []
    const read = readWrite(settings)
    const { connector, operation } = targetOf(read, flow, connectors)
    const safe = operation !== undefined && operation.strategy !== 'own-ledger'
    const how = operation ? `${connector?.title}: ${STRATEGY_WORDS[operation.strategy]}` : 'nothing chosen yet'
    const matched = read.key.fields.length > 0 && read.matchField !== ''
    return { step, title: nameOf(inspection, step), matched, safe, how: safe || !connector ? how : connector.title }
  })
}
