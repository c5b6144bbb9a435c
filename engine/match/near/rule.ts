/** From the lines of a form to a rule that gives two records one score: log-odds of each field, added up. */
import type { Data, Json } from '../../model/json.ts'
import type { NearRule } from '../../steps/declare.ts'
import { textOf } from '../normalise.ts'
import { likenessOf, type NearAs } from './kinds.ts'
import type { Likeness } from './likeness.ts'
import { namesAlike } from './person.ts'

/** One field and how it is compared. `weight` counts against the other lines: all alike is the same as none. */
export interface NearLine {
  field: string
  as: NearAs
  weight: number
}

interface Part extends NearLine {
  likeness: Likeness
  /** Weight by the mean of all weights. */
  share: number
}

/** Odds against two records of one block being the same, before anything is compared; and how steep the score is. */
const PRIOR = 4
const STEEPNESS = 1.5
/** Two people who share everything but a name may be twins, or but the day of birth, father and son: never decided alone. */
const OTHER_NAME = 0.45
const OTHER_DAY = 0.5
const MOST_ALONE = 0.9
const MOST_BLOCKS = 16
const MOST_WORDS = 3

/** Sketches are lists with one entry for each line, null where the record has nothing to compare. */
export function createNearRule(lines: readonly NearLine[], sure: number, maybe: number): NearRule {
  const mean = lines.reduce((sum, { weight }) => sum + weight, 0) / Math.max(1, lines.length)
  const parts = lines.map((line): Part => ({ ...line, likeness: likenessOf(line.as), share: line.weight / mean }))
  const sketch = (data: Data): Json[] => parts.map((part) => sketchOf(part, data))
  return {
    sure,
    maybe,
    sketch,
    blocks: (data) => blocksOf(parts, sketch(data)),
    score: (one, other) => scoreOf(parts, listed(one), listed(other), sure),
  }
}

const listed = (sketch: Json): readonly Json[] => (Array.isArray(sketch) ? sketch : [])

const sketchOf = ({ field, likeness }: Part, data: Data): Json =>
  likeness.sketch(textOf(Object.hasOwn(data, field) ? data[field] : undefined).trim()) ?? null

function scoreOf(parts: readonly Part[], one: readonly Json[], other: readonly Json[], sure: number) {
  const alike = parts.map((part, n) => {
    const [a, b] = [one[n] ?? null, other[n] ?? null]
    return a === null || b === null ? undefined : part.likeness.compare(a, b)
  })
  forgiveSwappedNames(parts, alike, one, other)
  const odds = parts.reduce((sum, part, n) => sum + evidence(part, alike[n]), -PRIOR)
  const score = 1 / (1 + Math.exp(-odds / STEEPNESS))
  return {
    score: mayBeTwo(parts, alike) ? Math.min(score, MOST_ALONE, sure - 0.01) : score,
    words: wordsFor(parts, alike),
  }
}

function mayBeTwo(parts: readonly Part[], alike: readonly (number | undefined)[]): boolean {
  const below = (kind: NearAs, limit: number) => parts.some(({ as }, n) => as === kind && (alike[n] ?? 1) < limit)
  return below('name', OTHER_NAME) || (below('date', OTHER_DAY) && parts.some(({ as }) => as === 'name'))
}

function evidence({ likeness, share }: Part, alike: number | undefined): number {
  if (alike === undefined) return 0
  const { agrees, differs, neutral } = likeness
  const found =
    alike >= neutral ? (agrees * (alike - neutral)) / (1 - neutral) : (-differs * (neutral - alike)) / neutral
  return found * share
}

/** First and last name in each other's field, or in one, are the same name all the same. */
function forgiveSwappedNames(
  parts: readonly Part[],
  alike: (number | undefined)[],
  one: readonly Json[],
  other: readonly Json[],
): void {
  const names = [...parts.keys()].filter((n) => parts[n]?.as === 'name')
  if (names.length < 2) return
  const together = (sketch: readonly Json[]) => names.flatMap((n) => listed(sketch[n] ?? null).map(String))
  const [a, b] = [together(one), together(other)]
  if (a.length === 0 || b.length === 0 || names.every((n) => (alike[n] ?? 1) > 0.8)) return
  const joined = namesAlike(a, b) * 0.97
  // One word alone, such as a family name, would stand for the whole family.
  if (Math.min(a.length, b.length) < 2 || joined < 0.75) return
  for (const n of names) if (alike[n] !== undefined) alike[n] = Math.max(alike[n], joined)
}

function wordsFor(parts: readonly Part[], alike: readonly (number | undefined)[]): string {
  const named = (from: number, below: number) =>
    parts.filter((_, n) => (alike[n] ?? -1) >= from && (alike[n] ?? -1) < below).map(({ field }) => field)
  const groups: [string, string[]][] = [
    ['same', named(0.95, 2)],
    ['like', named(0.6, 0.95)],
    ['other', named(0, 0.6)],
  ]
  return groups
    .filter(([, fields]) => fields.length > 0)
    .map(([word, fields]) => `${word} ${fields.join(', ')}`)
    .join('; ')
}

/**
 * What likely twins share: a telling value alone, a word of a name with a house number or day, two words with a zip or street.
 * Two records that could score `maybe` agree in at least two fields, so that hardly a pair is lost. Rules of names only use two
 * words alone.
 */
function blocksOf(parts: readonly Part[], sketch: readonly Json[]): string[] {
  const found = new Set<string>()
  const who = new Set<string>()
  const where: string[] = []
  const around: string[] = parts.some(({ as }) => !NAMES.has(as)) ? [] : ['names']
  for (const [n, { as, likeness }] of parts.entries()) {
    const value = sketch[n] ?? null
    if (value === null) continue
    const blocks = likeness.blocks(value)
    for (const text of blocks.alone) found.add(`${as}:${text}`)
    for (const word of blocks.who) who.add(word)
    where.push(...blocks.where.map((place) => `${as}:${place}`))
    around.push(...blocks.around.map((place) => `${as}:${place}`))
  }
  const words = [...who].slice(0, MOST_WORDS)
  const pairs =
    words.length < 2
      ? words
      : words.flatMap((one, n) => words.slice(n + 1).map((other) => [one, other].sort().join(' ')))
  for (const place of where) for (const word of words) found.add(`${place} ${word}`)
  for (const place of around) for (const pair of pairs) found.add(`${place} ${pair}`)
  // Half a character is kept as one mark by a database, so it is one mark here.
  return [...found].slice(0, MOST_BLOCKS).map((block) => block.toWellFormed())
}

const NAMES: ReadonlySet<NearAs> = new Set<NearAs>(['name', 'company', 'text'])
