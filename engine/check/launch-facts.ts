import type { Connector } from '../connect/declare.ts'
import { STRATEGY_WORDS } from '../connect/words.ts'
import type { Flow } from '../model/flow.ts'
import { own } from '../model/ids.ts'
import { MOST_INSIDE, subflowView } from '../model/subflow.ts'
import type { StepKind } from '../steps/declare.ts'
import { isMeasured, STEP_KINDS } from '../steps/index.ts'
import { settingAt } from '../steps/settings.ts'
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
  const models = modelsOf(inspection, stepKinds)
  const wired = exits.filter((exit) => exit.wired).length
  return {
    writes,
    exits: { wired, toHoldList: exits.length - wired },
    unproved: [...new Set(unproved)],
    ...(models.length > 0 ? { models } : {}),
  }
}

type Asking = NonNullable<LaunchFacts['models']>

/** Only what can be right or wrong is measured: a summary or a draft cannot. Also inside other flows, by the ids that the plan gives them. */
function modelsOf(inspection: Inspection, stepKinds: readonly StepKind[], prefix = '', depth = 0): Asking {
  const { flow, kindOf, connectors } = inspection
  return Object.entries(flow.steps).flatMap(([step, { settings }]): Asking => {
    const kind = kindOf(step)
    if (isMeasured(kind)) return [{ step: prefix + step, title: nameOf(inspection, step) }]
    const called = kind?.fields.find((field) => field.kind === 'subflow')
    const subflow = called && own(flow.subflows ?? {}, String(settingAt(settings, called.key)))
    if (!subflow || depth >= MOST_INSIDE) return []
    const inner = inspect(subflowView(flow, subflow), connectors, stepKinds)
    return modelsOf(inner, stepKinds, `${prefix}${step}/`, depth + 1)
  })
}

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
