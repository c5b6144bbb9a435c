/** One thing that became different in a connected system: what, its effect, what to do, and the steps it touches as links. */
import { wordsOf } from '#engine'
import type { DriftFinding } from '#protocol'
import { useApp } from '../../state/app-store.ts'
import { useFlow } from '../../state/flow-store.ts'
import { t } from '../../text/index.ts'
import { Icon } from '../../ui/index.ts'

export interface FindingProps {
  finding: DriftFinding
  /** Without its icon, where one stands beside it. */
  bare?: boolean
}

export function Finding({ finding, bare }: FindingProps) {
  const { what, effect, next } = wordsOf(finding.reason.code, finding.reason.values)
  const touches = finding.steps.length > 0
  return (
    <div className="flex items-start gap-1.5">
      {!bare && (
        <Icon
          name={touches ? 'warning' : 'info'}
          size={14}
          className={`mt-0.5 ${touches ? 'text-rejected' : 'text-low'}`}
        />
      )}
      <div className="min-w-0">
        <b className="font-medium">{what}</b> {touches && effect} {touches ? next : t('drift.no-step')}
        {touches && <TouchedSteps steps={finding.steps} />}
      </div>
    </div>
  )
}

/** Steps inside flows of the flow cannot be chosen from here: they are named without a link. */
function TouchedSteps({ steps }: Pick<DriftFinding, 'steps'>) {
  const flow = useFlow((state) => state.flow)
  return (
    <ul className="mt-1 flex flex-wrap gap-x-3 gap-y-1" aria-label={t('drift.steps')}>
      {steps.map(({ step, title }) => (
        <li key={step}>
          {flow && Object.hasOwn(flow.steps, step) ? (
            <button type="button" className="link" onClick={() => showStep(step)}>
              {t('drift.show-step', { step: title })}
            </button>
          ) : (
            title
          )}
        </li>
      ))}
    </ul>
  )
}

function showStep(step: string): void {
  useApp.getState().goTo('build')
  useFlow.getState().select({ steps: [step] })
}
