/** Requests of people who operate flows: the hold list, undo, questions, pause. */
import type { RunHandle } from '#adapters/run'
import type { Context } from './context.ts'
import { toReply } from './failures.ts'
import { editHeld, listHeld, settleHeld, showHeld } from './hold.ts'
import { pauseFlow, pauseOf, resumeFlow } from './pause.ts'
import { answerTask, listTasks } from './people.ts'
import { previewReplay, replayHeld } from './replay.ts'
import type { Os } from './router.ts'
import { previewRunUndo, undoRun } from './undo.ts'

export function operateRequests(context: Context, os: Os) {
  /** How it ends is in its run; a defect is written down. */
  const watched = ({ run, done }: RunHandle): string => {
    done.catch((error) => void toReply(context.options.dataFolder, error))
    return run
  }
  return {
    holdList: {
      list: os.holdList.list.handler(({ input: { flow, ...filter } }) => listHeld(context, flow, filter)),
      show: os.holdList.show.handler(({ input }) => showHeld(context, input.hold)),
      edit: os.holdList.edit.handler(({ input }) => editHeld(context, input.hold, input.edits)),
      preview: os.holdList.preview.handler(({ input }) => previewReplay(context, input)),
      replay: os.holdList.replay.handler(async ({ input }) => ({
        runs: (await replayHeld(context, input)).map(watched),
      })),
      settle: os.holdList.settle.handler(({ input: { holds, ...settlement } }) => ({
        settled: settleHeld(context, holds, settlement),
      })),
    },
    undo: {
      preview: os.undo.preview.handler(({ input }) => previewRunUndo(context, input)),
      run: os.undo.run.handler(({ input }) => undoRun(context, input)),
    },
    people: {
      list: os.people.list.handler(({ input: { flow, offset, limit } }) => listTasks(context, flow, offset, limit)),
      answer: os.people.answer.handler(async ({ input: { task, answer, data, by } }) => {
        const given = { answer, by, ...(data ? { data } : {}) }
        return { answered: true, ...(await answerTask(context, task, given)) }
      }),
    },
    pausing: {
      state: os.pausing.state.handler(({ input }) => pauseOf(context, input.flow)),
      pause: os.pausing.pause.handler(({ input }) => pauseFlow(context, input.flow)),
      resume: os.pausing.resume.handler(({ input }) => resumeFlow(context, input.flow)),
    },
  }
}
