/** What a description does not say and a person has to, asked in plain words. Without an answer nothing is taken for safe. */

export interface ImportQuestion {
  id: string
  /** The operation that it is about; absent: the system as a whole. */
  operation?: string
  question: string
  /** Why it is asked, and what holds while nobody answers. */
  why: string
  answer: { kind: 'choice'; choices: readonly ImportChoice[] } | { kind: 'text' } | { kind: 'number' }
  /** What the description speaks for. It is not taken without being confirmed. */
  suggested?: string | number
}

export interface ImportChoice {
  value: string
  label: string
}

/** By question. */
export type ImportAnswers = Readonly<Record<string, string | number>>

/** Asks while a description is read, and hands out what was answered. An answer that is none of the choices counts as none. */
export class Inquiry {
  readonly asked: ImportQuestion[] = []
  readonly #answers: ImportAnswers

  constructor(answers: ImportAnswers) {
    this.#answers = answers
  }

  choose(question: Omit<ImportQuestion, 'answer'> & { choices: readonly ImportChoice[] }): string | undefined {
    const { choices, ...rest } = question
    this.asked.push({ ...rest, answer: { kind: 'choice', choices } })
    const given = this.#given(question.id)
    return choices.some(({ value }) => value === given) ? String(given) : undefined
  }

  text(question: Omit<ImportQuestion, 'answer'>): string | undefined {
    this.asked.push({ ...question, answer: { kind: 'text' } })
    const given = this.#given(question.id)
    return typeof given === 'string' && given.trim() !== '' ? given.trim() : undefined
  }

  /** Whole, and not negative. */
  number(question: Omit<ImportQuestion, 'answer'>): number | undefined {
    this.asked.push({ ...question, answer: { kind: 'number' } })
    const given = Number(this.#given(question.id) ?? Number.NaN)
    return Number.isSafeInteger(given) && given >= 0 ? given : undefined
  }

  /** Answers to nothing that was asked: misspelled, or of another description. */
  unasked(): string[] {
    return Object.keys(this.#answers).filter((id) => !this.asked.some((question) => question.id === id))
  }

  #given(id: string): string | number | undefined {
    return Object.hasOwn(this.#answers, id) ? this.#answers[id] : undefined
  }
}
