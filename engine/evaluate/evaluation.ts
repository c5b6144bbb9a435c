/** How often a step that asks a model is right: measured on labelled samples, pure. */

/** One sample, answered. */
export interface Scored {
  /** What a person would call the sample. */
  label: string
  wanted: string
  /** What the model answered; absent: nothing of use. */
  said?: string
  /** From 0 to 1; 0 for what is of no use. */
  confidence: number
  right: boolean
}

/** With so high a threshold, so many samples are decided alone, and so many of those rightly. */
export interface CurvePoint {
  /** Percent. */
  threshold: number
  /** From 0 to 1. */
  alone: number
  /** From 0 to 1; of those that are decided alone. Absent: none is. */
  accuracy?: number
}

export interface ClassFigures {
  name: string
  /** Samples whose right answer it is. */
  wanted: number
  /** Samples that were answered so. */
  said: number
  /** Of those that were answered so, the share that is right; absent: none was. */
  precision?: number
  /** Of those whose right answer it is, the share that was answered so; absent: none is. */
  recall?: number
}

export interface Evaluation {
  step: string
  title: string
  model: string
  samples: number
  /** Answers that kept to the form. */
  answered: number
  /** From 0 to 1, of all samples, however sure. */
  accuracy: number
  /** Percent, as the step has it, and what comes of it. */
  threshold: number
  atThreshold: CurvePoint
  curve: CurvePoint[]
  /** Percent: the lowest threshold with which what is decided alone is right often enough. Absent: none is. */
  suggested?: number
  /** Absent where answers are no choices. */
  classes?: ClassFigures[]
  /** Rows: what is right; columns: what was said, the last one for nothing of use. */
  confusion?: { names: string[]; counts: number[][] }
  /** Samples that were answered wrongly: the surest first. */
  wrong: { label: string; wanted: string; said?: string; confidence: number }[]
  /** Milliseconds since 1970. */
  at: number
}

/** What is decided alone should be right so often. */
export const RIGHT_ENOUGH = 0.95
/** Fewer say nothing about one more. */
const LEAST_ALONE = 5
const MOST_WRONG = 50

export interface EvaluationNeeds {
  step: string
  title: string
  model: string
  /** Percent. */
  threshold: number
  scored: readonly Scored[]
  /** The choices, for a step that has some. */
  choices?: readonly string[]
  at: number
}

export function evaluate({ step, title, model, threshold, scored, choices, at }: EvaluationNeeds): Evaluation {
  const curve = Array.from({ length: 21 }, (_, index) => pointAt(scored, index * 5))
  const suggested = suggestedIn(scored)
  return {
    step,
    title,
    model,
    samples: scored.length,
    answered: scored.filter(({ said }) => said !== undefined).length,
    accuracy: share(scored.filter(({ right }) => right).length, scored.length) ?? 0,
    threshold,
    atThreshold: pointAt(scored, threshold),
    curve,
    ...(suggested === undefined ? {} : { suggested }),
    ...(choices ? { classes: classesOf(scored, choices), confusion: confusionOf(scored, choices) } : {}),
    wrong: scored
      .filter(({ right }) => !right)
      .sort((a, b) => b.confidence - a.confidence)
      .slice(0, MOST_WRONG)
      .map(({ right: _right, ...one }) => one),
    at,
  }
}

const share = (part: number, whole: number): number | undefined => (whole === 0 ? undefined : part / whole)

function pointAt(scored: readonly Scored[], threshold: number): CurvePoint {
  const alone = scored.filter(({ said, confidence }) => said !== undefined && confidence >= threshold / 100)
  const accuracy = share(alone.filter(({ right }) => right).length, alone.length)
  const point = { threshold, alone: share(alone.length, scored.length) ?? 0 }
  return accuracy === undefined ? point : { ...point, accuracy }
}

/** The lowest percentage from which on what is decided alone is right often enough, judged on enough samples. */
function suggestedIn(scored: readonly Scored[]): number | undefined {
  for (let threshold = 0; threshold <= 100; threshold++) {
    const { alone, accuracy = 0 } = pointAt(scored, threshold)
    if (alone * scored.length < LEAST_ALONE) return undefined
    if (accuracy >= RIGHT_ENOUGH) return threshold
  }
  return undefined
}

/** Choices, and answers and labels that are none of them: a label may be out of date. */
const namesIn = (scored: readonly Scored[], choices: readonly string[]): string[] => [
  ...new Set([...choices, ...scored.flatMap(({ wanted, said }) => (said === undefined ? [wanted] : [wanted, said]))]),
]

function classesOf(scored: readonly Scored[], choices: readonly string[]): ClassFigures[] {
  return namesIn(scored, choices).map((name) => {
    const wanted = scored.filter((one) => one.wanted === name)
    const said = scored.filter((one) => one.said === name)
    const both = wanted.filter((one) => one.said === name).length
    const precision = share(both, said.length)
    const recall = share(both, wanted.length)
    return {
      name,
      wanted: wanted.length,
      said: said.length,
      ...(precision === undefined ? {} : { precision }),
      ...(recall === undefined ? {} : { recall }),
    }
  })
}

function confusionOf(scored: readonly Scored[], choices: readonly string[]): { names: string[]; counts: number[][] } {
  const names = namesIn(scored, choices)
  const counts = names.map((wanted) => {
    const row = scored.filter((one) => one.wanted === wanted)
    const nothing = row.filter(({ said }) => said === undefined).length
    return [...names.map((name) => row.filter(({ said }) => said === name).length), nothing]
  })
  return { names, counts }
}
