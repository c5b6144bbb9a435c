/**
 * Finds where records end: at a line break outside quotation marks. It reads quotation marks as the CSV parser does: one
 * opens only at the beginning of a value, two stand for one, and after the closing one any other is an ordinary character.
 */
import type { Separator } from './separator.ts'

const QUOTE = 34
const LF = 10
const CR = 13

export class RecordEnds {
  readonly #separator: number
  #at = 0
  #quoted = false
  /** Just after the first and the last record that ended in the text, 0 when none did. */
  first = 0
  last = 0

  constructor(separator: Separator) {
    this.#separator = separator.charCodeAt(0)
  }

  /** A quotation mark is open where the text stops. */
  get quoted(): boolean {
    return this.#quoted
  }

  /**
   * Reads on in a text that begins with a record and holds at least what it held at the last call.
   * `ended` says that nothing follows it.
   */
  scan(text: string, ended: boolean): void {
    let at = this.#at
    while (at < text.length) {
      if (this.#quoted) {
        at = text.indexOf('"', at)
        if (at < 0) at = text.length
        else if (at + 1 === text.length && !ended) break
        else if (text.charCodeAt(at + 1) === QUOTE) at += 2
        else {
          this.#quoted = false
          at++
        }
        continue
      }
      const char = text.charCodeAt(at++)
      if (char === LF || char === CR) {
        this.first ||= at
        this.last = at
      } else if (char === QUOTE) {
        this.#quoted = at === 1 || this.#beginsValue(text.charCodeAt(at - 2))
      }
    }
    this.#at = at
  }

  /** The first `length` characters of the text were taken away; a record begins there. */
  drop(length: number): void {
    this.#at = Math.max(0, this.#at - length)
    this.first = 0
    this.last = 0
  }

  #beginsValue(before: number): boolean {
    return before === this.#separator || before === LF || before === CR
  }
}
