/** What a description may ask of us. Descriptions come from anywhere: they may be made to be endless. */
import { Failure } from '#engine'

/** Characters of one file; the largest public descriptions have about twelve million. */
export const LARGEST = 20_000_000
/** Values in one file, counted as often as they are named: YAML can name one part many times. */
const MOST_VALUES = 3_000_000
const DEEPEST = 200

/** Throws Failure import.too-large. */
export function checkSize(file: string, text: string): void {
  if (text.length > LARGEST) throw tooLarge(file, `it has more than ${LARGEST.toLocaleString('en-US')} characters`)
}

/** Throws Failure import.too-large for what has too many parts, or contains itself. */
export function checkParts(file: string, root: unknown): void {
  let left = MOST_VALUES
  const visit = (value: unknown, depth: number): void => {
    if (value === null || typeof value !== 'object') return
    if (depth > DEEPEST) throw tooLarge(file, `its parts lie more than ${DEEPEST} deep`)
    for (const inner of Object.values(value)) {
      left -= 1
      if (left < 0) throw tooLarge(file, `it has more than ${MOST_VALUES.toLocaleString('en-US')} values`)
      visit(inner, depth + 1)
    }
  }
  visit(root, 0)
}

const tooLarge = (file: string, why: string): Failure => new Failure('import.too-large', 'permanent', { file, why })
