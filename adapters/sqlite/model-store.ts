/** What is known of steps that ask models, beside what single runs asked: answers, people's corrections, and evaluations. */
import type Database from 'better-sqlite3'
import type { Evaluation, Json, KeptAnswer } from '#engine'
import { guarded } from './failures.ts'
import { ModelAnswers } from './model-answers.ts'

/** What a person decided where a model was not sure enough. */
export interface Correction {
  flow: string
  run: string
  seq: number
  step: string
  /** What the model had seen. */
  input: string
  /** What it had suggested; absent: nothing of use. */
  suggested?: Json
  wanted: Json
  by: string
  at: number
}

interface Row {
  flow: string
  run: string
  seq: number
  step: string
  input: string
  suggested: string | null
  wanted: string
  decided_by: string
  at: number
}

export class ModelStore {
  private readonly db: Database.Database
  private readonly folder: string
  private readonly answers: ModelAnswers

  constructor(db: Database.Database, folder: string) {
    this.db = db
    this.folder = folder
    this.answers = new ModelAnswers(db)
  }

  answer(mode: 'practice' | 'live', question: string): KeptAnswer | undefined {
    return guarded(this.folder, () => this.answers.get(mode, question))
  }

  /** Keeps an answer that no run asked for: stepping and evaluating decide as runs do, and runs as they did. */
  keepAnswer(mode: 'practice' | 'live', question: string, answer: KeptAnswer, step: string, at: number): void {
    guarded(this.folder, () => this.answers.add(mode, question, answer, { run: 0, seq: 0, step, at }))
  }

  /** A later decision about the same record counts. */
  correct({ flow, run, seq, step, input, suggested, wanted, by, at }: Correction): void {
    const sql = 'INSERT OR REPLACE INTO model_samples VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'
    const said = suggested === undefined ? null : JSON.stringify(suggested)
    guarded(this.folder, () =>
      this.db.prepare(sql).run(flow, run, seq, step, JSON.stringify(input), said, JSON.stringify(wanted), by, at),
    )
  }

  corrections(flow: string, step: string): Correction[] {
    const sql = 'SELECT * FROM model_samples WHERE flow = ? AND step = ? ORDER BY at, run, seq'
    const rows = guarded(this.folder, () => this.db.prepare(sql).all(flow, step)) as Row[]
    return rows.map(({ input, suggested, wanted, decided_by, ...row }) => ({
      ...row,
      input: JSON.parse(input) as string,
      ...(suggested === null ? {} : { suggested: JSON.parse(suggested) as Json }),
      wanted: JSON.parse(wanted) as Json,
      by: decided_by,
    }))
  }

  keepEvaluation(flow: string, hash: string, evaluation: Evaluation): void {
    const sql = 'INSERT OR REPLACE INTO evaluations VALUES (?, ?, ?, ?, ?)'
    const { step, at } = evaluation
    guarded(this.folder, () => this.db.prepare(sql).run(flow, hash, step, JSON.stringify(evaluation), at))
  }

  /** Of exactly that definition. */
  evaluations(flow: string, hash: string): Evaluation[] {
    const sql = 'SELECT body FROM evaluations WHERE flow = ? AND hash = ? ORDER BY step'
    const bodies = guarded(this.folder, () => this.db.prepare(sql).pluck().all(flow, hash)) as string[]
    return bodies.map((body) => JSON.parse(body) as Evaluation)
  }
}
