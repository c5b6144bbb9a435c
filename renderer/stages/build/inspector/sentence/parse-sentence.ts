/** A sentence of plain words and holes, cut into its pieces. */

export type SentencePiece = { kind: 'words'; text: string } | { kind: 'hole'; key: string }

/** `Same when {fields} match` gives words, hole, words. Empty words are left out. */
export function parseSentence(sentence: string): SentencePiece[] {
  return sentence
    .split(/\{([^{}]+)\}/)
    .map((part, i): SentencePiece => (i % 2 === 1 ? { kind: 'hole', key: part } : { kind: 'words', text: part }))
    .filter((piece) => piece.kind === 'hole' || piece.text.trim() !== '')
}
