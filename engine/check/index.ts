/** All that is wrong with a flow. Pure, so that screen, studio, terminal and server say the same. */
import type { Connector } from '../connect/declare.ts'
import type { Flow } from '../model/flow.ts'
import type { Problem, Severity } from '../model/problem.ts'
import type { StepKind } from '../steps/declare.ts'
import { STEP_KINDS } from '../steps/index.ts'
import { arrivals } from './arriving.ts'
import { checkExits } from './exits.ts'
import { type Inspection, inspect, nameOf, problem } from './inspection.ts'
import { checkSettings } from './settings.ts'
import { checkSubflows } from './subflows.ts'
import { checkTruth } from './truth.ts'
import { checkWiring } from './wiring.ts'

export interface CheckFlowOptions {
  connectors: Readonly<Record<string, Connector>>
  stepKinds?: readonly StepKind[]
}

const WEIGHT: Record<Severity, number> = { blocks: 0, warns: 1, tip: 2 }

/** What blocks comes first, then what is worth a look, then tips. */
export function checkFlow(flow: Flow, { connectors, stepKinds = STEP_KINDS }: CheckFlowOptions): Problem[] {
  const inspection = inspect(flow, connectors, stepKinds)
  const found = [
    ...checkDrawing(inspection),
    ...checkExits(inspection),
    ...checkTruth(inspection),
    ...checkSubflows(inspection, (one) => checkDrawing(inspect(one, connectors, stepKinds))),
  ]
  return found.sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity])
}

const checkDrawing = (inspection: Inspection): Problem[] => [...checkWiring(inspection), ...checkSteps(inspection)]

function checkSteps(inspection: Inspection): Problem[] {
  const { flow, kindOf, connectors } = inspection
  const arrivingAt = arrivals(inspection)
  return Object.entries(flow.steps).flatMap(([stepId, step]) => {
    const kind = kindOf(stepId)
    if (!kind)
      return problem(
        'step.unknown-kind',
        'blocks',
        { step: stepId },
        { kind: step.kind, step: nameOf(inspection, stepId) },
      )
    const arriving = arrivingAt(stepId)
    const named = { ...step, title: nameOf(inspection, stepId) }
    return [
      ...checkSettings({ inspection, stepId, step, arriving }),
      ...kind.check({ flow, stepId, step: named, arriving, connectors }),
    ]
  })
}
