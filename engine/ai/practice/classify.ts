/** Chooses by the words that a record shares with each choice and its description. */
import type { Json } from '../../model/json.ts'
import { stemsIn, textsIn } from './words.ts'

export interface Chosen {
  choice: string
  /** From 0 to 1. */
  confidence: number
  reason: string
}

/** A word of the name says more than one of its description. */
const NAME = 3
const ABOUT = 1
/** How much evidence it takes to be sure: the higher, the less sure it is of little. */
const DOUBT = 0.5

interface Weighed {
  name: string
  weights: Map<string, number>
}

/** `about`: by choice. */
export function chooseBy(record: Json, choices: readonly string[], about: ReadonlyMap<string, string>): Chosen {
  const found = new Set(textsIn(record).flatMap(stemsIn))
  const weighed = choices.map((name): Weighed => ({ name, weights: weightsOf(name, about.get(name) ?? '') }))
  const scored = weighed
    .map((one) => ({ ...one, shared: [...one.weights.keys()].filter((stem) => found.has(stem)) }))
    .map((one) => ({
      ...one,
      score: one.shared.reduce((sum, stem) => sum + (one.weights.get(stem) ?? 0) * rarity(stem, weighed), 0),
    }))
    .sort((a, b) => b.score - a.score)
  const [best] = scored
  if (!best) return { choice: '', confidence: 0, reason: 'There is nothing to choose from.' }
  const total = scored.reduce((sum, { score }) => sum + score, 0)
  const confidence = (best.score + DOUBT) / (total + DOUBT * scored.length)
  const reason =
    best.shared.length === 0
      ? 'No word of the record speaks for any of the choices.'
      : `It shares ${best.shared.slice(0, 5).join(', ')} with "${best.name}".`
  return { choice: best.name, confidence: Math.round(confidence * 100) / 100, reason }
}

function weightsOf(name: string, about: string): Map<string, number> {
  const weights = new Map<string, number>()
  for (const stem of stemsIn(about)) weights.set(stem, ABOUT)
  for (const stem of stemsIn(name)) weights.set(stem, NAME)
  return weights
}

/** 1 for a word of one choice alone, and less the more of them have it. */
function rarity(stem: string, choices: readonly Weighed[]): number {
  const having = choices.filter(({ weights }) => weights.has(stem)).length
  return having <= 1 ? 1 : having >= choices.length ? 0 : 1 / having ** 2
}
