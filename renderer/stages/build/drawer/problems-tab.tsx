/** All that is wrong with the drawing, worst first: what, its effect, what to do, and the way there. */
import { type Problem, wordsOf } from '#engine'
import { troubling, useDrift, useDriftCount } from '../../../state/drift-store.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'
import { Button, Empty, Icon } from '../../../ui/index.ts'
import { Finding } from '../../drift/finding.tsx'
import { SEVERITY_LOOKS } from '../inspector/problem-notes.tsx'

export function ProblemsTab() {
  const problems = useFlow((state) => state.problems)
  const drifted = useDriftCount()
  if (problems.length + drifted === 0) return <Empty icon="check">{t('problems.none')}</Empty>
  return (
    <ul>
      <Lines problems={problems.filter(({ severity }) => severity !== 'tip')} />
      <DriftLines />
      <Lines problems={problems.filter(({ severity }) => severity === 'tip')} />
    </ul>
  )
}

const Lines = ({ problems }: { problems: readonly Problem[] }) =>
  problems.map((problem) => (
    <Line key={`${problem.code} ${JSON.stringify([problem.at, problem.values])}`} problem={problem} />
  ))

/** What became different in connected systems and touches a step: no fault of the drawing, but its next run would meet it. */
function DriftLines() {
  const found = useDrift((state) => state.found)
  return [...found.values()].flatMap((connection) =>
    troubling(connection).map((finding) => (
      <li
        key={`${connection.connection} ${finding.reason.code} ${finding.drift.object} ${finding.drift.field}`}
        className="flex items-start gap-3 border-b border-hairline px-3 py-2 text-13"
      >
        <span className="flex w-32 shrink-0 items-center gap-1.5 text-12 font-medium text-rejected">
          <Icon name="warning" size={16} />
          {t('problems.warns')}
        </span>
        <span className="w-36 shrink-0 truncate text-muted" title={connection.name}>
          {connection.name}
        </span>
        <Finding finding={finding} bare />
      </li>
    )),
  )
}

function Line({ problem }: { problem: Problem }) {
  const { what, effect, next } = wordsOf(problem.code, problem.values)
  const look = SEVERITY_LOOKS[problem.severity]
  const where = useFlow((state) => (problem.at.step ? state.flow?.steps[problem.at.step]?.title : undefined))
  return (
    <li className="flex items-start gap-3 border-b border-hairline px-3 py-2 text-13">
      <span className={`flex w-32 shrink-0 items-center gap-1.5 text-12 font-medium ${look.colour}`}>
        <Icon name={look.icon} size={16} />
        {t(look.text)}
      </span>
      <span className="w-36 shrink-0 truncate text-muted" title={where}>
        {where ?? t(problem.at.wire ? 'problems.wire' : 'problems.flow')}
      </span>
      <span className="min-w-0 flex-1">
        <b>{what}</b> {effect} {next}
      </span>
      {(problem.at.step || problem.at.wire) && (
        <Button size="tight" onClick={() => showPlace(problem)}>
          {t('problems.show')}
        </Button>
      )}
    </li>
  )
}

/** Selects the step or wire, and puts the keyboard into the setting once its form is drawn. */
function showPlace({ at }: Problem): void {
  const { select } = useFlow.getState()
  if (at.step) select({ steps: [at.step] })
  else if (at.wire) select({ steps: [], wire: at.wire })
  if (!at.field) return
  const field = CSS.escape(at.field)
  setTimeout(() => {
    const setting = document.querySelector(`[data-setting="${field}"]`)
    setting?.scrollIntoView({ block: 'nearest' })
    setting?.querySelector<HTMLElement>('input, button, [tabindex="0"]')?.focus()
  }, 60)
}
