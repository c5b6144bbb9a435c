/** Finds out what separates the values of a file. */

export type Separator = ',' | ';' | '\t' | '|'

/** The least likely to stand inside a value comes first: it wins when two fit equally well. */
const CANDIDATES: Separator[] = ['\t', ';', '|', ',']
const TRIED_ROWS = 50

/** The separator that cuts the first records into the most columns with the fewest exceptions; a comma when none does. */
export function detectSeparator(head: string): Separator {
  const told = declaredSeparator(head)
  if (told !== undefined) return told
  const [header, ...rows] = countCandidates(head)
  let best: Separator = ','
  let bestScore = 0
  CANDIDATES.forEach((separator, index) => {
    const inHeader = header?.[index] ?? 0
    if (inHeader === 0) return
    const fitting = rows.filter((counts) => counts[index] === inHeader).length
    const score = (inHeader + 1) * ((fitting + 0.5) / (rows.length + 0.5))
    if (score > bestScore) {
      best = separator
      bestScore = score
    }
  })
  return best
}

/** Excel may say it in a line of its own above the header: `sep=;`. */
const declaredSeparator = (head: string): Separator | undefined =>
  CANDIDATES.find((separator) => new RegExp(`^sep=\\${separator}[\r\n]`, 'i').test(head))

/**
 * For each of the first records, how often each candidate stands in it outside quotation marks. A mark opens after any
 * candidate, or else `Name,"a;b"` would look like two columns to the semicolon too.
 */
function countCandidates(head: string): number[][] {
  const records: number[][] = []
  let counts = CANDIDATES.map(() => 0)
  let begin = 0
  let valueBegins = true
  const endRecord = (at: number): void => {
    if (head.slice(begin, at).trim() !== '') records.push(counts)
    counts = CANDIDATES.map(() => 0)
    begin = at + 1
  }
  let at = 0
  for (; at < head.length && records.length <= TRIED_ROWS; at++) {
    const char = head.charAt(at)
    if (char === '"' && valueBegins) {
      at = closingMark(head, at)
      valueBegins = false
      continue
    }
    const candidate = CANDIDATES.indexOf(char as Separator)
    if (candidate >= 0) counts[candidate]!++
    const ends = char === '\n' || char === '\r'
    if (ends) endRecord(at)
    valueBegins = ends || candidate >= 0
  }
  endRecord(at)
  return records
}

/** Where the quotation mark that opens at `open` is closed; the end of the text when it is not. */
function closingMark(text: string, open: number): number {
  let at = text.indexOf('"', open + 1)
  while (at >= 0 && text.charAt(at + 1) === '"') at = text.indexOf('"', at + 2)
  return at < 0 ? text.length : at
}
