/** Cuts JSON texts into those of its records, with memory that does not grow with a record. */

/** The text of one record; of one that is too large, its beginning and its length. */
export interface JsonPiece {
  text: string
  /** Characters, when there are more than the limit. */
  size?: number
}

/** `lines`: a record on each line. `list`: one list of records. */
export type JsonForm = 'lines' | 'list'

/** Characters kept of a record that is too large. */
const KEPT = 1000

/** The records of a file, in order. Blank lines are none. `limit` is the most characters that one may have. */
export async function* splitJson(
  texts: AsyncIterable<string>,
  form: JsonForm,
  limit: number,
): AsyncGenerator<JsonPiece[]> {
  const ends: Ends = form === 'lines' ? new LineEnds() : new ElementEnds()
  const current = new Current(limit)
  for await (const text of texts) {
    const pieces: JsonPiece[] = []
    let from = 0
    for (let end = ends.next(text, 0); end >= 0; end = ends.next(text, end + 1)) {
      current.add(text.slice(from, end))
      from = end + 1
      const piece = current.finish()
      if (piece) pieces.push(piece)
    }
    current.add(text.slice(from))
    if (pieces.length > 0) yield pieces
  }
  const last = current.finish()
  if (last && !ends.closed) yield [last]
}

class Current {
  private readonly limit: number
  private text = ''
  private size = 0

  constructor(limit: number) {
    this.limit = limit
  }

  add(text: string): void {
    this.size += text.length
    if (this.size <= this.limit) this.text += text
    else if (this.text.length < KEPT) this.text += text.slice(0, KEPT)
  }

  finish(): JsonPiece | undefined {
    const { size } = this
    const text = size > this.limit ? this.text.slice(0, KEPT) : this.text
    this.text = ''
    this.size = 0
    if (text.trim() === '') return undefined
    return size > this.limit ? { text, size } : { text }
  }
}

interface Ends {
  /** Where in this text, from there on, a record ends; -1 when none does. Texts are asked for in order, each character once. */
  next(text: string, from: number): number
  /** What follows belongs to no record. */
  closed: boolean
}

class LineEnds implements Ends {
  readonly closed = false
  next = (text: string, from: number): number => text.indexOf('\n', from)
}

/** Ends of the elements of the outermost list. The bracket that opens it counts as the end of nothing. */
class ElementEnds implements Ends {
  closed = false
  private depth = 0
  private quoted = false
  private escaped = false

  next(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      if (this.ends(text.charCodeAt(at))) return at
    }
    return -1
  }

  private ends(code: number): boolean {
    if (this.quoted) {
      if (this.escaped) this.escaped = false
      else if (code === 0x5c) this.escaped = true
      else if (code === 0x22) this.quoted = false
      return false
    }
    if (code === 0x22) this.quoted = true
    else if (code === 0x5b || code === 0x7b) return ++this.depth === 1
    else if (code === 0x5d || code === 0x7d) {
      this.depth--
      if (this.depth > 0 || this.closed) return false
      this.closed = true
      return true
    }
    return code === 0x2c && this.depth === 1
  }
}
