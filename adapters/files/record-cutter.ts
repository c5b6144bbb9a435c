/**
 * Reads one record that is too large to be kept, character by character over any number of texts, and keeps the beginning
 * of each value. Its memory does not grow with the record.
 */
import type { Separator } from './separator.ts'

/** Characters kept of each value. */
export const KEPT = 1000
/** Values kept of one record. */
const MOST_VALUES = 10_000

type State = 'begin' | 'plain' | 'quoted' | 'after-quote'

export class RecordCutter {
  readonly #separator: Separator
  readonly #values: string[] = []
  #state: State = 'begin'
  #value = ''
  /** Characters of the record so far, as written. */
  size = 0
  /** Values of the record so far. */
  found = 0

  constructor(separator: Separator) {
    this.#separator = separator
  }

  /** Takes the record's next characters. Answers where in the text the record ended, -1 when it goes on. */
  take(text: string): number {
    for (let at = 0; at < text.length; at++) {
      if (this.#state === 'quoted' && this.#value.length >= KEPT) {
        // Nothing up to the next quotation mark is kept.
        at = text.indexOf('"', at)
        if (at < 0) break
      }
      if (this.#take(text.charAt(at))) {
        this.size += at
        return at + 1
      }
    }
    this.size += text.length
    return -1
  }

  /** The beginnings of the values. `open` tells that a quotation mark was never closed. */
  finish(): { values: string[]; open: boolean } {
    const open = this.#state === 'quoted'
    this.#endValue()
    return { values: this.#values, open }
  }

  /** True when the character ends the record. */
  #take(char: string): boolean {
    if (this.#state === 'quoted') {
      if (char === '"') this.#state = 'after-quote'
      else this.#keep(char)
      return false
    }
    if (char === '"' && this.#state !== 'plain') {
      if (this.#state === 'after-quote') this.#keep('"')
      this.#state = 'quoted'
      return false
    }
    if (char === '\n' || char === '\r') return true
    if (char === this.#separator) {
      this.#endValue()
      return false
    }
    if (this.#state === 'after-quote') {
      // The mark did not close the value: as in small records, both marks are ordinary characters then.
      this.#value = `"${this.#value}`
      this.#keep('"')
    }
    this.#state = 'plain'
    this.#keep(char)
    return false
  }

  #keep(char: string): void {
    if (this.#value.length < KEPT) this.#value += char
  }

  #endValue(): void {
    this.found++
    if (this.#values.length < MOST_VALUES) this.#values.push(beginning(this.#value))
    this.#value = ''
    this.#state = 'begin'
  }
}

/** The first characters of a value, never half a character. */
function beginning(value: string): string {
  const cut = value.slice(0, KEPT)
  const half = cut.length === KEPT && /[\ud800-\udbff]$/.test(cut)
  return half ? cut.slice(0, -1) : cut
}
