/** Questions that records of the server's flows wait for: listed, and answered once. */
import type { Store, StoredTask } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'
import { type Data, questionOf, waitingData } from '#engine'
import type { Catalogue } from '../flows/catalogue.ts'
import type { FlowRuns } from './flow-runs.ts'
import type { OpenTasks, RunsApi } from './messages.ts'
import type { Redacted } from './redacted.ts'

export interface QuestionsNeeds {
  store: Store
  catalogue: Catalogue
  redacted: Redacted
  runs: Pick<FlowRuns, 'answered'>
}

export function createQuestions({ store, catalogue, redacted, runs }: QuestionsNeeds): {
  list: RunsApi['tasks']
  answer: RunsApi['answer']
} {
  /** The record as it waits, told by the version that its run began with. */
  const dataOf = ({ run, n, seq, step }: StoredTask): Data => {
    const stored = store.runs.get(run)
    const record = store.records.record(n, seq)
    if (!stored || !record) return {}
    const { plan, bundle } = catalogue.version(stored.view.flow, stored.view.revision)
    return waitingData(plan, bundle.connectors, record, store.records.decisionsOf(n, seq), step)
  }
  return {
    list(flow, { offset, limit, reveal }): OpenTasks {
      const { total, tasks } = store.tasks.open(flow, offset, limit)
      const questions = tasks.map((task) => questionOf(task, dataOf(task)))
      return { total, tasks: reveal ? questions : questions.map((question) => redacted.task(question)) }
    },
    answer(id, given) {
      const { run } = store.tasks.settle(id, given, dataOf, systemClock.now())
      return { goesOn: runs.answered(run) }
    },
  }
}
