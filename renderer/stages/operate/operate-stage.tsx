/** Operate: how the flow is, in one sentence; its runs, and what waits on its hold list. */
import { type RunView, wordsOf } from '#engine'
import { useApp } from '../../state/app-store.ts'
import { useFlow } from '../../state/flow-store.ts'
import { useRun } from '../../state/run-store.ts'
import { type TextKey, t } from '../../text/index.ts'
import { Button, Empty, ErrorNote, StageFrame } from '../../ui/index.ts'
import { ConnectedSystems } from '../drift/connected-systems.tsx'
import { HoldList } from './hold-list.tsx'
import { useOperate } from './operate-data.ts'
import { RunList } from './run-list.tsx'

export function OperateStage() {
  const flow = useFlow((state) => state.flow)
  const revision = useFlow((state) => state.revision)
  const goTo = useApp((state) => state.goTo)
  const going = useRun((run) => run.view)
  const { runs, held, error, reload } = useOperate(flow?.id)
  const newest = runs?.map((run) => (run.run === going?.run ? going : run))
  return (
    <StageFrame
      stage={t('stage.operate')}
      name={flow?.name.trim() || t('flow.unnamed')}
      note={t('flow.version', { version: revision })}
      environment="practice"
      status={<span>{t('operate.status')}</span>}
    >
      <div className="h-full overflow-y-auto">
        <div className="mx-auto max-w-[1440px] space-y-5 px-6 py-5 large:px-10 large:py-8">
          {error && <ErrorNote reason={error} action={{ label: t('error.again'), onPress: reload }} />}
          {newest && held && <h1 className="text-26 tracking-tight">{healthOf(newest[0], held.total)}</h1>}
          {newest?.length === 0 && (
            <div className="sheet">
              <Empty action={<Button onClick={() => goTo('build')}>{t('operate.to-build')}</Button>}>
                {t('operate.never')}
              </Empty>
            </div>
          )}
          {newest && held && newest.length > 0 && (
            <div className="grid grid-cols-[minmax(0,1.5fr)_minmax(320px,1fr)] items-start gap-5 max-[900px]:grid-cols-1">
              <HoldList held={held} flow={flow ?? { steps: {} }} />
              <RunList runs={newest} />
            </div>
          )}
          <ConnectedSystems />
        </div>
      </div>
    </StageFrame>
  )
}

const TROUBLE: Partial<Record<RunView['state'], TextKey>> = {
  running: 'operate.going',
  waiting: 'operate.waiting',
  interrupted: 'operate.interrupted',
  stopped: 'operate.stopped',
}

/** The state of the flow as sentences, the most pressing first. */
function healthOf(latest: RunView | undefined, held: number): string {
  if (!latest) return t('operate.never')
  const state = TROUBLE[latest.state]
  const trouble = latest.state === 'running' && latest.trouble
  const why = trouble ? [wordsOf(trouble.code, trouble.values)].flatMap(({ what, next }) => [what, next]) : []
  const parts = [...(state ? [t(state)] : []), ...why, ...(held > 0 ? [t('operate.held', { count: held })] : [])]
  return parts.join(' ') || t('operate.all-well')
}
