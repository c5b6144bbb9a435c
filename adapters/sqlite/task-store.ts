/** Questions to people that records wait for, their answers, and what was done to remind people of them. */
import type Database from 'better-sqlite3'
import {
  type AskedTask,
  type Data,
  type Decision,
  decisionFor,
  Failure,
  type GivenAnswer,
  type Nudge,
  type PersonTask,
} from '#engine'
import { guarded } from './failures.ts'

export interface StoredTask extends AskedTask {
  id: number
  run: string
  /** The run's number in this store. */
  n: number
  flow: string
  mode: 'practice' | 'live'
  seq: number
  step: string
  label: string
  due?: number
  answeredBy?: string
  answeredAt?: number
  /** The record went on. */
  taken: boolean
}

type Row = Omit<StoredTask, 'task' | 'taken' | 'due' | 'remindedAt' | 'escalatedAt' | 'answeredBy' | 'answeredAt'> & {
  task: string
  taken: number
} & Record<'due' | 'remindedAt' | 'escalatedAt' | 'answeredAt', number | null> & { answeredBy: string | null }

const TASKS = `
  SELECT t.id, runs.id AS run, runs.n, runs.flow, runs.mode, t.seq, t.step, r.label, t.task, t.parked_at AS parkedAt, t.due,
    t.reminded_at AS remindedAt, t.escalated_at AS escalatedAt, t.answered_by AS answeredBy, t.answered_at AS answeredAt, t.taken
  FROM tasks t JOIN runs ON runs.n = t.run JOIN records r ON r.run = t.run AND r.seq = t.seq
  WHERE t.task IS NOT NULL`
const OPEN = 'AND t.taken = 0 AND t.answered_at IS NULL'

export class TaskStore {
  private readonly db: Database.Database
  private readonly folder: string

  constructor(db: Database.Database, folder: string) {
    this.db = db
    this.folder = folder
  }

  /** Open questions, those that were asked first before the others; of one flow, or of all. */
  open(flow: string | undefined, offset: number, limit: number): { total: number; tasks: StoredTask[] } {
    const of = flow === undefined ? '' : 'AND runs.flow = ?'
    const values = flow === undefined ? [] : [flow]
    const count = `SELECT count(*) FROM tasks t JOIN runs ON runs.n = t.run WHERE t.task IS NOT NULL ${OPEN} ${of}`
    return guarded(this.folder, () => ({
      total: this.db.prepare(count).pluck().get(values) as number,
      tasks: (
        this.db
          .prepare(`${TASKS} ${OPEN} ${of} ORDER BY t.id LIMIT ? OFFSET ?`)
          .all([...values, limit, offset]) as Row[]
      ).map(taskOf),
    }))
  }

  get(id: number): StoredTask | undefined {
    const row = guarded(this.folder, () => this.db.prepare(`${TASKS} AND t.id = ?`).get(id) as Row | undefined)
    return row && taskOf(row)
  }

  /** False when somebody was faster, or the record went on without an answer. */
  answer(id: number, decision: Omit<Decision, 'step'>, by: string, now: number): boolean {
    const sql = `UPDATE tasks SET answer = ?, answered_by = ?, answered_at = ?
      WHERE id = ? AND answered_at IS NULL AND taken = 0 AND task IS NOT NULL`
    return guarded(this.folder, () => this.db.prepare(sql).run(JSON.stringify(decision), by, now, id).changes > 0)
  }

  /**
   * The first answer counts. `dataOf`: the record as it waits, asked for only when a correction is made. Throws Failures
   * task.not-found, task.answered, task.closed, task.other-answer, task.other-field.
   */
  settle(id: number, given: GivenAnswer, dataOf: (task: StoredTask) => Data, now: number): StoredTask {
    const task = this.get(id)
    if (!task) throw new Failure('task.not-found', 'permanent', { task: String(id) })
    refuseOver(task)
    const decision = decisionFor(task.task, given.data ? dataOf(task) : {}, given)
    // Correct as it stands: the record goes on with what it has.
    if (task.task.does === 'correct' && decision.port === 'main' && !given.data) delete decision.data
    if (!this.answer(id, decision, given.by, now)) refuseOver(this.get(id) ?? task)
    return task
  }

  /** Open questions of which nobody was reminded yet, or that nobody else was asked. */
  unnudged(): StoredTask[] {
    const sql = `${TASKS} ${OPEN} AND t.escalated_at IS NULL
      AND (json_extract(t.task, '$.escalateAfter') > 0 OR (t.reminded_at IS NULL AND json_extract(t.task, '$.remindAfter') > 0))
      ORDER BY t.id`
    return guarded(this.folder, () => (this.db.prepare(sql).all() as Row[]).map(taskOf))
  }

  /** True for the one who notes it first: each is done once. */
  nudged(id: number, nudge: Nudge, now: number): boolean {
    const column = nudge === 'remind' ? 'reminded_at' : 'escalated_at'
    const sql = `UPDATE tasks SET ${column} = ? WHERE id = ? AND ${column} IS NULL AND answered_at IS NULL AND taken = 0`
    return guarded(this.folder, () => this.db.prepare(sql).run(now, id).changes > 0)
  }

  /** Runs at rest, but not stopped by anybody, of which a record can go on: its answer is there, or its time has come. */
  readyRuns(now: number): { run: string; flow: string; mode: 'practice' | 'live' }[] {
    const sql = `SELECT DISTINCT runs.id AS run, runs.flow, runs.mode FROM tasks t JOIN runs ON runs.n = t.run
      WHERE t.taken = 0 AND (t.answered_at IS NOT NULL OR t.due <= ?) AND runs.state IN ('waiting', 'interrupted') ORDER BY runs.n`
    return guarded(this.folder, () => this.db.prepare(sql).all(now) as ReturnType<TaskStore['readyRuns']>)
  }
}

function refuseOver({ answeredAt, answeredBy, taken }: StoredTask): void {
  if (answeredAt !== undefined) throw new Failure('task.answered', 'permanent', { person: answeredBy ?? null })
  if (taken) throw new Failure('task.closed', 'permanent')
}

function taskOf(row: Row): StoredTask {
  const { task, taken, due, remindedAt, escalatedAt, answeredBy, answeredAt, ...rest } = row
  return {
    ...rest,
    task: JSON.parse(task) as PersonTask,
    taken: taken === 1,
    ...(due === null ? {} : { due }),
    ...(remindedAt === null ? {} : { remindedAt }),
    ...(escalatedAt === null ? {} : { escalatedAt }),
    ...(answeredBy === null ? {} : { answeredBy }),
    ...(answeredAt === null ? {} : { answeredAt }),
  }
}
