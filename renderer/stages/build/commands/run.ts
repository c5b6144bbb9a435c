import { sentenceOf } from '#engine'
import { view } from '../../../canvas/index.ts'
import { useDrawer } from '../../../state/drawer-store.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { useRun } from '../../../state/run-store.ts'
import { useStepping } from '../../../state/step-store.ts'
import { t } from '../../../text/index.ts'
import { announce } from '../announcer.tsx'
import { setOpen } from '../build-store.ts'
import type { Command } from './command.ts'

/** Why the flow cannot run now: the first problem that blocks it. */
export function whyNotRun(): string | undefined {
  const blocking = useFlow.getState().problems.find((problem) => problem.severity === 'blocks')
  return blocking && sentenceOf(blocking.code, blocking.values)
}

export function run(): void {
  const why = whyNotRun()
  if (why !== undefined) {
    announce(why)
    showProblem(1)
    return
  }
  useStepping.getState().leave()
  void useRun.getState().start()
}

let shown = -1

/** Opens the next place with a problem, in the order of the list. */
export function showProblem(by: 1 | -1): void {
  const { problems, select } = useFlow.getState()
  useDrawer.getState().show('problems')
  const placed = problems.filter((problem) => problem.at.step !== undefined || problem.at.wire !== undefined)
  shown = placed.length === 0 ? -1 : (shown + by + placed.length) % placed.length
  const problem = placed[shown]
  if (!problem) {
    announce(t('problems.none'))
    return
  }
  const { at, code, values } = problem
  if (at.step !== undefined) {
    select({ steps: [at.step] })
    setOpen('inspector', true)
    view.focus({ step: at.step })
  } else if (at.wire !== undefined) {
    select({ steps: [], wire: at.wire })
    view.focus({ wire: at.wire })
  }
  announce(sentenceOf(code, values))
}

export function step(): void {
  const stepping = useStepping.getState()
  const why = whyNotRun()
  if (stepping.active) stepping.next()
  else if (why !== undefined) announce(why)
  else {
    setOpen('inspector', true)
    void stepping.enter()
  }
}

export function stop(): void {
  if (useStepping.getState().active) useStepping.getState().leave()
  else void useRun.getState().stop()
}

export const runCommands = (): Command[] => [
  {
    id: 'run',
    title: t(useRun.getState().view ? 'build.run-again' : 'build.run'),
    group: 'run',
    icon: 'play',
    keys: ['f5'],
    synonyms: ['start', 'test', 'try', 'execute', 'go'],
    why: () => (useRun.getState().busy ? t('build.running') : whyNotRun()),
    run,
  },
  {
    id: 'step',
    title: t(useStepping.getState().active ? 'build.step-next' : 'build.step-through'),
    group: 'run',
    icon: 'next',
    keys: ['f10'],
    synonyms: ['debug', 'one record', 'walk', 'trace'],
    why: whyNotRun,
    run: step,
  },
  {
    id: 'stop',
    title: t('build.stop'),
    group: 'run',
    icon: 'stop',
    keys: ['shift+f5'],
    synonyms: ['cancel', 'halt', 'pause', 'leave'],
    why: () => (useRun.getState().busy || useStepping.getState().active ? undefined : t('build.not-running')),
    run: stop,
  },
  {
    id: 'next-problem',
    title: t('build.next-problem'),
    group: 'go',
    icon: 'warning',
    keys: ['f8'],
    synonyms: ['error', 'fix', 'wrong', 'issue'],
    why: () => (useFlow.getState().problems.length === 0 ? t('problems.none') : undefined),
    run: () => showProblem(1),
  },
]
