/** Rehearse: the proof that running twice is safe. */
import { useFlow } from '../../state/flow-store.ts'
import { useLaunch, useLaunchState } from '../../state/launch-store.ts'
import { t } from '../../text/index.ts'
import { ErrorNote, StageFrame } from '../../ui/index.ts'
import { ProofCard } from '../launch/proof-card.tsx'

export function RehearseStage() {
  const name = useFlow((state) => state.flow?.name)
  const revision = useFlow((state) => state.revision)
  const error = useLaunch((launch) => launch.error)
  const reload = useLaunchState()
  return (
    <StageFrame
      stage={t('stage.rehearse')}
      name={name?.trim() || t('flow.unnamed')}
      note={t('flow.version', { version: revision })}
      environment="practice"
      status={<span>{t('rehearse.status')}</span>}
    >
      <div className="h-full overflow-y-auto">
        <div className="mx-auto max-w-4xl space-y-6 px-6 py-8">
          <div>
            <h1 className="text-26 tracking-tight">{t('rehearse.title')}</h1>
            <p className="mt-2 max-w-[70ch] text-muted">{t('rehearse.about')}</p>
          </div>
          {error && <ErrorNote reason={error} action={{ label: t('error.again'), onPress: reload }} />}
          <ProofCard />
        </div>
      </div>
    </StageFrame>
  )
}
