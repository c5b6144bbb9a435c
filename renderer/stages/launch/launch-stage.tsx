/** Launch: what is proved, what is signed, and the one button that sends it. */
import { useFlow } from '../../state/flow-store.ts'
import { useLaunch, useLaunchState } from '../../state/launch-store.ts'
import { t } from '../../text/index.ts'
import { ErrorNote, StageFrame } from '../../ui/index.ts'
import { Checklist } from './checklist.tsx'
import { LaunchFoot } from './launch-foot.tsx'
import { ProofCard } from './proof-card.tsx'
import { ServerPanel } from './server-panel.tsx'
import { UndoCard } from './undo-card.tsx'

export function LaunchStage() {
  const name = useFlow((state) => state.flow?.name)
  const revision = useFlow((state) => state.revision)
  const state = useLaunch((launch) => launch.state)
  const error = useLaunch((launch) => launch.error)
  const saveError = useFlow((flow) => flow.saveError)
  const reload = useLaunchState()
  return (
    <StageFrame
      stage={t('stage.launch')}
      name={name?.trim() || t('flow.unnamed')}
      note={t('flow.version', { version: revision })}
      environment="practice"
      status={<span>{t('launch.status')}</span>}
      statusEnd={<span className="max-[900px]:hidden">{t('launch.status-end')}</span>}
    >
      <div className="flex h-full flex-col">
        {saveError && (
          <div className="p-4">
            <ErrorNote reason={saveError} />
          </div>
        )}
        {error && (
          <div className="p-4">
            <ErrorNote reason={error} action={{ label: t('error.again'), onPress: reload }} />
          </div>
        )}
        <div className="flex min-h-0 flex-1 max-[900px]:flex-col max-[900px]:overflow-y-auto">
          {state && <Checklist state={state} />}
          <div className="min-w-0 flex-1 space-y-3 overflow-y-auto p-5 pt-4 large:space-y-4 large:px-8">
            <div className="mx-auto max-w-5xl space-y-3 large:space-y-4">
              <ProofCard />
              {state && <UndoCard undo={state.undo} />}
              <ServerPanel />
            </div>
          </div>
        </div>
        {state && <LaunchFoot state={state} />}
      </div>
    </StageFrame>
  )
}
