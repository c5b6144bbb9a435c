/** A run as people read it: outcomes, steps, and the sum as a sentence. */
import { EXIT_LABELS, OUTCOMES, type Outcome, PORTS, type PortName, type RunView, unaccounted } from '#engine'
import { sentencesOf } from '../tell-error.ts'
import { count } from '../terminal.ts'
import { countsOf, endReason, type RunOutcome } from './run-document.ts'
import { tableText } from './table.ts'

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  created: 'created',
  updated: 'updated',
  unchanged: 'left alone',
  answered: 'answered',
  duplicate: 'duplicates stopped',
  rejected: 'rejected',
  stale: 'too late',
  filtered: 'filtered out',
  discarded: 'discarded on purpose',
  held: 'held',
  'settled-by-hand': 'settled by hand',
  absorbed: 'went on as others',
  waiting: 'waiting',
}

/** Always shown, even at 0: a person looks for them. */
const USUAL: readonly Outcome[] = ['created', 'updated', 'unchanged', 'duplicate', 'rejected', 'held']

const EXIT_WORDS: Readonly<Partial<Record<PortName, string>>> = {
  main: 'continued',
  error: 'not delivered',
  duplicate: 'already seen',
  rejected: 'failed check',
  'low-confidence': 'needs a person',
  stale: 'older than known',
  filtered: 'filtered out',
  otherwise: 'otherwise',
}

const STATE_WORDS = {
  running: 'running',
  finished: 'finished',
  interrupted: 'interrupted',
  stopped: 'stopped',
  waiting: 'waiting',
} as const

export function runText(outcome: RunOutcome): string {
  const { view, flow, resumed, seconds, recordsPerSecond } = outcome
  const shown = shownOutcomes(view)
  const rate = `${seconds.toFixed(1)} s, ${count(recordsPerSecond)} records a second`
  const lines = [
    `${flow.name}: ${STATE_WORDS[view.state]} (${rate})`,
    ...(resumed ? ['This run was taken up where it had stopped; its figures cover all of it.'] : []),
    tableText(
      ['Outcome', 'Records'],
      shown.map((name) => [OUTCOME_WORDS[name], view.outcomes[name]]),
    ),
    stepsTable(outcome),
    sumSentence(view),
  ]
  if (view.models) lines.push(modelsTable(outcome, view.models))
  if (view.newlyHeld > 0) lines.push(newlyHeldWords(view.newlyHeld))
  if (view.state === 'waiting') lines.push(waitsFor(view))
  return lines.join('\n')
}

/** A run that waits for something else than a person or a step's time says what it is. */
const waitsFor = ({ reason, outcomes }: RunView): string =>
  reason ? sentencesOf(reason.code, reason.values) : waitingWords(outcomes.waiting)

/** What models were asked, and what that took. */
function modelsTable({ flow }: RunOutcome, models: NonNullable<RunView['models']>): string {
  const rows = Object.entries(models).map(([id, { asked, reused, tokens, cost }]) => [
    flow.steps[id]?.title ?? id,
    asked,
    reused,
    tokens.in,
    tokens.out,
    cost === undefined ? 'unknown' : cost.toFixed(4),
  ])
  return tableText(['Asked a model', 'Questions', 'Known before', 'Tokens read', 'Tokens written', 'Cost'], rows)
}

const waitingWords = (n: number): string =>
  `${n === 1 ? '1 record waits' : `${count(n)} records wait`} for a person or a time and ${n === 1 ? 'goes' : 'go'} on by ${n === 1 ? 'itself' : 'themselves'} then: sluice tasks list.`

const newlyHeldWords = (n: number): string =>
  n === 1
    ? '1 is new on the hold list, with its reason.'
    : `${count(n)} are new on the hold list, each with its reason.`

/** For people whose run did not finish: why, and that nothing is lost by it. Undefined when it did finish. */
export function whyItEnded(view: RunView): string | undefined {
  const reason = endReason(view)
  if (!reason) return undefined
  const sentences = sentencesOf(reason.code, reason.values)
  // What a person must mend first has its own next step.
  return reason.category !== 'transient' || sentences.includes('continues')
    ? sentences
    : `${sentences}\nThe same command continues where the run stopped.`
}

const shownOutcomes = ({ outcomes }: RunView): Outcome[] =>
  OUTCOMES.filter((name) => USUAL.includes(name) || outcomes[name] !== 0)

/** "3,337 in = 2,803 created + … ; 0 unaccounted." */
function sumSentence(view: RunView): string {
  const parts = shownOutcomes(view).map((name) => `${count(view.outcomes[name])} ${OUTCOME_WORDS[name]}`)
  const made = view.made > 0 ? ` + ${count(view.made)} made of others` : ''
  return `${count(view.received)} in${made} = ${parts.join(' + ')}; ${count(unaccounted(view))} unaccounted.`
}

function stepsTable({ view, flow }: RunOutcome): string {
  const ids = Object.keys(flow.steps)
  const exits = PORTS.filter((port) => ids.some((id) => countsOf(view, id).ports[port] !== undefined))
  const rows = ids.map((id) => {
    const { in: arrived, ports, writes } = countsOf(view, id)
    const written = writes
      ? `${count(writes.created)} created, ${count(writes.updated)} updated, ${count(writes.unchanged)} left alone`
      : ''
    return [flow.steps[id]?.title ?? id, arrived, ...exits.map((port) => ports[port] ?? ''), written]
  })
  return tableText(
    ['Step', 'In', ...exits.map((port) => EXIT_WORDS[port] ?? EXIT_LABELS[port].toLowerCase()), 'Written'],
    rows,
  )
}
