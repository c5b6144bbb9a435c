/** What a write did or would do at its target: the verb, the key, and each field old and new. */
import type { WriteStory } from '#engine'
import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'
import { Icon, type IconName, joinClasses } from '../../../ui/index.ts'
import { fieldLabel } from '../results/write-targets.ts'
import { ChangeList } from './change-list.tsx'

const LOOKS: Readonly<Record<WriteStory['does'], { icon: IconName; colour: string }>> = {
  create: { icon: 'plus', colour: 'text-success' },
  update: { icon: 'pencil', colour: 'text-accent' },
  unchanged: { icon: 'check', colour: 'text-muted' },
}

export function WriteNote({ write, step }: { write: WriteStory; step: string }) {
  const flow = useFlow((state) => state.flow)
  const { icon, colour } = LOOKS[write.does]
  const does = t(`write.${write.preview ? 'would' : 'did'}-${write.does}`, {
    object: write.object.toLowerCase(),
    system: write.system,
  })
  return (
    <section className="rounded-card border border-hairline bg-canvas px-3 py-2.5 text-13">
      <p className={joinClasses('flex items-start gap-1.5 font-strong', colour)}>
        <Icon name={icon} size={16} className="mt-px" />
        {does}
      </p>
      <p className="mt-0.5 text-12 text-muted">
        {t('write.key', { field: write.matchField })}{' '}
        <span className="font-record break-all text-ink">{write.key}</span>
        {write.targetId && (
          <>
            {' · '}
            {t('write.target-id')} <span className="font-record text-ink">{write.targetId}</span>
          </>
        )}
      </p>
      {write.changes.length > 0 && (
        <div className="mt-2">
          <ChangeList changes={write.changes} labelOf={(field) => fieldLabel(flow, step, field)} />
        </div>
      )}
      {write.preview && <p className="mt-2 text-12 text-muted">{t('write.preview')}</p>}
    </section>
  )
}
