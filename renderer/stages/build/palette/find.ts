/** Finding by the words a person would use: titles before synonyms, beginnings before middles. */

export interface Findable {
  title: string
  synonyms?: readonly string[]
  about?: string
}

const plain = (text: string): string => text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '')

const wordsIn = (text: string): string[] =>
  plain(text)
    .split(/[^\p{L}\p{N}%?]+/u)
    .filter((word) => word !== '')

/** What fits the search, best first; everything in its own order when nothing is searched. */
export function find<T extends Findable>(items: readonly T[], search: string): T[] {
  const words = wordsIn(search)
  if (words.length === 0) return [...items]
  return items
    .map((item, i) => ({ item, i, score: scoreOf(item, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.i - b.i)
    .map(({ item }) => item)
}

/** Every word has to be found somewhere. */
function scoreOf(item: Findable, words: readonly string[]): number {
  const title = wordsIn(item.title)
  const synonyms = wordsIn((item.synonyms ?? []).join(' '))
  const about = wordsIn(item.about ?? '')
  let score = 0
  for (const word of words) {
    const best = Math.max(8 * match(title, word), 4 * match(synonyms, word), match(about, word))
    if (best === 0) return 0
    score += best
  }
  return score
}

/** 3 the whole word, 2 its beginning (also of its stem: `doubles` finds `double`), 1 inside. */
function match(words: readonly string[], search: string): number {
  const stem = search.length > 3 ? search.replace(/(es|s|ing|ed)$/, '') : search
  let best = 0
  for (const word of words) {
    if (word === search) return 3
    if (word.startsWith(search) || (stem.length > 2 && word.startsWith(stem))) best = Math.max(best, 2)
    else if (search.length > 2 && word.includes(search)) best = Math.max(best, 1)
  }
  return best
}
