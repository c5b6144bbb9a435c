/** The words of one code. `{name}` takes a value. */
export interface CodeWords {
  /** What happened, in one plain sentence. */
  what: string
  /** What it means for the records; empty where no records are concerned. */
  effect: string
  /** The next action. */
  next: string
}
