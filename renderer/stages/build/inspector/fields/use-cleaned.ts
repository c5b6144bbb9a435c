/** The chosen record after a sync step, by the step's own behaviour. */
import { useMemo } from 'react'
import type { Data } from '#engine'
import { usePreviewPorts } from '../../../../state/use-arrivals.ts'
import type { StepForm } from '../form.ts'

/** Undefined while nothing arrives or the ports are being fetched, and for steps that do not decide from the record alone. */
export function useCleaned({ flow, stepId, step, kind }: StepForm, data: Data | undefined): Data | undefined {
  const ports = usePreviewPorts()
  return useMemo(() => {
    if (!ports || !data) return undefined
    const behaviour = kind.plan(step.settings, { flow, stepId, connectors: {}, ...ports })
    return behaviour.role === 'sync' ? behaviour.apply(data, { receivedAt: 0, label: '' }).data : undefined
  }, [ports, flow, stepId, step, kind, data])
}
