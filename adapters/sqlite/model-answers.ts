/** What models answered before: the journal's memory of questions, shared by all runs of one mode. */
import type Database from 'better-sqlite3'
import type { KeptAnswer, ModelSaid, Tokens } from '#engine'

interface Row {
  said: string
  tokens_in: number
  tokens_out: number
}

export class ModelAnswers {
  private readonly kept: Database.Statement
  private readonly keep: Database.Statement
  private readonly used: Database.Statement

  constructor(db: Database.Database) {
    this.kept = db.prepare('SELECT said, tokens_in, tokens_out FROM model_answers WHERE mode = ? AND question = ?')
    this.keep = db.prepare('INSERT OR IGNORE INTO model_answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    this.used = db.prepare(
      `SELECT coalesce(sum(tokens_in), 0) AS "in", coalesce(sum(tokens_out), 0) AS "out"
       FROM model_answers WHERE run = ? AND step = ? AND at >= ?`,
    )
  }

  get(mode: string, question: string): KeptAnswer | undefined {
    const row = this.kept.get(mode, question) as Row | undefined
    if (!row) return undefined
    return { said: JSON.parse(row.said) as ModelSaid, tokens: { in: row.tokens_in, out: row.tokens_out } }
  }

  /** The first answer counts: whoever asks later decides the same. */
  add(
    mode: string,
    question: string,
    { said, tokens }: KeptAnswer,
    { run, seq, step, at }: { run: number; seq: number; step: string; at: number },
  ): void {
    this.keep.run(mode, question, JSON.stringify(said), tokens.in, tokens.out, run, seq, step, at)
  }

  /** Tokens that questions of that run and step took since then. */
  use(run: number, step: string, since: number): Tokens {
    return this.used.get(run, step, since) as Tokens
  }
}
