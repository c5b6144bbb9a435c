/** `sluice evaluate`: how often a step that asks a model is right, on labelled samples or on what people corrected. */
import type { CurvePoint, Evaluation } from '#engine'
import { evaluateStep } from '#studio'
import { chooseFlow } from '../choose-flow.ts'
import { tableText } from '../report/table.ts'
import { usage } from '../tell-error.ts'
import { count, say, sayJson } from '../terminal.ts'
import { withContext } from '../with-context.ts'

export interface EvaluateOptions {
  data?: string
  step?: string
  samples?: string
  corrections?: boolean
  answer?: string
  json?: boolean
}

/** 0 when it was measured, however well the step did. */
export async function tellEvaluation(name: string, options: EvaluateOptions): Promise<number> {
  const { samples, corrections = false, step, answer } = options
  if ((samples === undefined) === !corrections) throw usage('Give either --samples FILE or --corrections')
  return withContext(options, async (context) => {
    const saved = await chooseFlow(context, name)
    const from = samples === undefined ? 'corrections' : { file: samples }
    const told = await evaluateStep(context, saved, { step, from, answer })
    if (options.json) sayJson({ flow: saved.flow.id, hash: saved.hash, ...told })
    else say(textOf(told))
    return 0
  })
}

const percent = (share: number | undefined): string => (share === undefined ? '' : `${Math.floor(share * 100)}%`)

function textOf({ title, model, samples, answered, accuracy, atThreshold, suggested, ...rest }: Evaluation): string {
  const useless = samples - answered
  const lines = [
    `${title}, by the model ${model}: right in ${percent(accuracy)} of ${count(samples)} samples.`,
    ...(useless > 0 ? [`${count(useless)} answers were of no use.`] : []),
    `With its threshold of ${atThreshold.threshold}% ${aloneWords(atThreshold)}`,
    suggested === undefined
      ? 'No threshold can be suggested: with each, fewer than five samples are decided alone, or less than 95% of them rightly.'
      : `From ${suggested}% on, at least 95% of what it decides alone is right.`,
  ]
  if (rest.classes)
    lines.push(
      tableText(
        ['Choice', 'Samples', 'Answered so', 'Of those right', 'Found'],
        rest.classes.map(({ name, wanted, said, precision, recall }) => [
          name,
          wanted,
          said,
          percent(precision),
          percent(recall),
        ]),
      ),
    )
  if (rest.confusion) {
    const { names, counts } = rest.confusion
    const rows = names.map((name, at) => [name, ...(counts[at] ?? [])])
    lines.push(tableText(['Right answer \\ answered', ...names, 'nothing of use'], rows))
  }
  lines.push(tableText(['Threshold', 'Decided alone', 'Rightly'], rest.curve.filter(isTold).map(curveRow)))
  if (rest.wrong.length > 0)
    lines.push(
      tableText(
        ['Wrong', 'Right answer', 'Answered', 'Sure'],
        rest.wrong
          .slice(0, 20)
          .map(({ label, wanted, said, confidence }) => [label, wanted, said ?? '', percent(confidence)]),
      ),
    )
  return lines.join('\n')
}

const aloneWords = ({ alone, accuracy }: CurvePoint): string =>
  accuracy === undefined
    ? 'it decides nothing alone.'
    : `it decides ${percent(alone)} alone, and ${percent(accuracy)} of that rightly.`

const isTold = ({ threshold }: CurvePoint): boolean => threshold % 10 === 0

const curveRow = ({ threshold, alone, accuracy }: CurvePoint): string[] => [
  `${threshold}%`,
  percent(alone),
  percent(accuracy),
]
