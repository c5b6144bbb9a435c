/** What is wrong with one setting, beside it: what, the effect, and what to do. */
import { type Problem, wordsOf } from '#engine'
import { t } from '../../../text/index.ts'
import { Icon, type IconName } from '../../../ui/index.ts'

interface SeverityLook {
  icon: IconName
  colour: string
  text: 'problems.blocks' | 'problems.warns' | 'problems.tip'
}

export const SEVERITY_LOOKS: Readonly<Record<Problem['severity'], SeverityLook>> = {
  blocks: { icon: 'warning', colour: 'text-error', text: 'problems.blocks' },
  warns: { icon: 'warning', colour: 'text-rejected', text: 'problems.warns' },
  tip: { icon: 'info', colour: 'text-low', text: 'problems.tip' },
}

export function ProblemNotes({ problems, id }: { problems: readonly Problem[]; id?: string }) {
  if (problems.length === 0) return null
  return (
    <ul id={id} className="flex flex-col gap-1.5">
      {problems.map((problem) => (
        <ProblemNote key={`${problem.code} ${JSON.stringify(problem.values)}`} problem={problem} />
      ))}
    </ul>
  )
}

function ProblemNote({ problem }: { problem: Problem }) {
  const { what, effect, next } = wordsOf(problem.code, problem.values)
  const look = SEVERITY_LOOKS[problem.severity]
  return (
    <li className="flex items-start gap-1.5 text-12">
      <Icon name={look.icon} size={14} className={`mt-px ${look.colour}`} />
      <span>
        <span className="sr-only">{t(look.text)}: </span>
        <b className={look.colour}>{what}</b> {effect} {next}
      </span>
    </li>
  )
}
