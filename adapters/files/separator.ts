import { parseRows } from './parse-rows.ts'
import { RecordEnds } from './record-ends.ts'

export type Separator = ',' | ';' | '\t' | '|'

/** The least likely to stand inside a value comes first: it wins when two fit equally well. */
const CANDIDATES: Separator[] = ['\t', ';', '|', ',']
const TRIED_ROWS = 50

/** The separator that cuts the first records into the most columns with the fewest exceptions; a comma when none does. */
export function detectSeparator(head: string): Separator {
  let best: Separator = ','
  let bestScore = 0
  for (const separator of CANDIDATES) {
    const score = scoreOf(firstRows(head, separator))
    if (score > bestScore) {
      best = separator
      bestScore = score
    }
  }
  return best
}

function firstRows(head: string, separator: Separator): string[][] {
  const ends = new RecordEnds(separator)
  ends.scan(head, true)
  // An open quotation mark, or no end at all: take the text as it is.
  const whole = ends.last > 0 ? head.slice(0, ends.last) : ends.quoted ? `${head}"` : head
  return parseRows(whole, separator, TRIED_ROWS)
}

function scoreOf([header, ...rows]: string[][]): number {
  const columns = header?.length ?? 0
  if (columns < 2) return 0
  const fitting = rows.filter((row) => row.length === columns).length
  return columns * ((fitting + 0.5) / (rows.length + 0.5))
}
