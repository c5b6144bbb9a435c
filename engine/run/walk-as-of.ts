/** What records left behind, in the order of the rows it came from, so that a row can be stepped again as it stood when it came. */

/** Names one record of a walk. */
export interface Who {
  /** Unique in the walk: the row's number; a slash and more for what was made of it. */
  id: string
  /** Where it comes in the order of the rows; records gathered from several stand half a row behind the last of them. */
  at: number
  seq: number
  label: string
}

export interface Entry<T> {
  who: Who
  value: T
}

export class AsOf<T> {
  private readonly entries: Entry<T>[] = []

  add(entry: Entry<T>): void {
    let place = this.entries.length
    while (place > 0 && (this.entries[place - 1]?.who.at ?? 0) > entry.who.at) place--
    this.entries.splice(place, 0, entry)
  }

  drop(entry: Entry<T>): void {
    const place = this.entries.lastIndexOf(entry)
    if (place >= 0) this.entries.splice(place, 1)
  }

  /** At most so many of those that were there at `at`, the newest first. */
  newest(at: number, most: number): Entry<T>[] {
    const found: Entry<T>[] = []
    for (let place = this.entries.length - 1; place >= 0 && found.length < most; place--) {
      const entry = this.entries[place]
      if (entry && entry.who.at <= at) found.push(entry)
    }
    return found
  }

  /** Whether so many were there at `at`. */
  has(count: number, at: number): boolean {
    const last = this.entries[count - 1]
    return count <= 0 || (last !== undefined && last.who.at <= at)
  }
}
