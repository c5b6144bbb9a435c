/** Which records are compared with a new one: few, however many there are. */
import type { Json } from '../../model/json.ts'
import type { NearRule } from '../../steps/declare.ts'

/** Owners of one dedupe scope. `seq` rises with each that is added. */
export interface NearEntry {
  seq: number
  sketch: Json
}

/**
 * A block with more owners than this is crowded: only its newest `CROWDED_WINDOW` are looked at. Whoever keeps blocks elsewhere reads the
 * newest `BLOCK_LIMIT + 1` of each block and gives them to `chosenOf`.
 */
export const BLOCK_LIMIT = 40
const CROWDED_WINDOW = 8
/** Records compared with one, at most. */
const MOST_CANDIDATES = 80

/**
 * Candidates out of the blocks of a record, each newest first: rare blocks before common ones, each owner once, in order of
 * `seq`. A twin is missed only when all blocks that both share are crowded and eight came after it in each.
 */
export function chosenOf<E extends { seq: number }>(blocks: readonly (readonly E[])[]): E[] {
  const chosen = new Map<number, E>()
  for (const block of [...blocks].sort((one, other) => one.length - other.length))
    for (const entry of block.length > BLOCK_LIMIT ? block.slice(0, CROWDED_WINDOW) : block) {
      if (chosen.size >= MOST_CANDIDATES) break
      chosen.set(entry.seq, entry)
    }
  return [...chosen.values()].sort((one, other) => one.seq - other.seq)
}

/** The blocks of one scope in memory; each remembers its newest owners only, so that memory is bounded by the number of blocks. */
export class NearIndex<E extends NearEntry = NearEntry> {
  private readonly blocks = new Map<string, E[]>()

  add(entry: E, blocks: readonly string[]): void {
    for (const name of blocks) {
      const block = this.blocks.get(name)
      if (!block) this.blocks.set(name, [entry])
      else if (block.push(entry) > 2 * (BLOCK_LIMIT + 1)) block.splice(0, BLOCK_LIMIT + 1)
    }
  }

  candidates(blocks: readonly string[]): E[] {
    return chosenOf(blocks.map((name) => (this.blocks.get(name) ?? []).slice(-BLOCK_LIMIT - 1).reverse()))
  }
}

export interface Nearest {
  /** Place in `candidates`. */
  index: number
  score: number
  words: string
}

/** The candidate most like the record, the earliest of equals; undefined without candidates. */
export function nearest(rule: NearRule, sketch: Json, candidates: readonly { sketch: Json }[]): Nearest | undefined {
  let best: Nearest | undefined
  for (const [index, candidate] of candidates.entries()) {
    const { score, words } = rule.score(candidate.sketch, sketch)
    if (!best || score > best.score) best = { index, score, words }
  }
  return best
}
