import type { Json } from '../../model/json.ts'

/** What a kind of value has to say for finding likely twins. Texts without blanks at either end. */
export interface BlockParts {
  /** Shared by few enough to look at all who have it: a phone number, an e-mail address. */
  alone: readonly string[]
  /** Words of a name: rare enough only together with something else. */
  who: readonly string[]
  /** Says where or when, so that few of one place have a word in common: a house number, a day. */
  where: readonly string[]
  /** The same, for many: a zip, a street. Rare enough only with two words of a name. */
  around: readonly string[]
}

/** How values of one kind are kept and compared. */
export interface Likeness {
  /** What is kept of the value; undefined when it says nothing. */
  sketch(text: string): Json | undefined
  /** From 0, surely different, to 1, the same. Both were made by `sketch`. Symmetric. */
  compare(one: Json, other: Json): number
  blocks(sketch: Json): BlockParts
  /** Evidence in natural logarithms of odds: of agreement, of disagreement, and the likeness that says nothing. */
  agrees: number
  differs: number
  neutral: number
}

interface Typed<S extends Json> extends Omit<Likeness, 'sketch' | 'compare' | 'blocks'> {
  sketch(text: string): S | undefined
  compare(one: S, other: S): number
  blocks(sketch: S): Partial<BlockParts>
}

const NO_BLOCKS: BlockParts = { alone: [], who: [], where: [], around: [] }

/** A likeness whose sketches have the type S. They come back from the journal as they were made, so the cast is safe. */
export const likeness = <S extends Json>(typed: Typed<S>): Likeness => ({
  ...typed,
  compare: (one, other) => typed.compare(one as S, other as S),
  blocks: (sketch) => ({ ...NO_BLOCKS, ...typed.blocks(sketch as S) }),
})
