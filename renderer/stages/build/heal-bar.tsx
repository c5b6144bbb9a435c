import { useFlow } from '../../state/flow-store.ts'
import { t } from '../../text/index.ts'
import { Button, IconButton } from '../../ui/index.ts'
import { dismissGap, heal, useGap } from './editing/remove.ts'

/** After a removal from the middle: the offer to join both sides, until the next change. */
export function HealBar() {
  const gap = useGap()
  if (!gap) return null
  return (
    <div className="lift absolute bottom-14 left-1/2 z-10 flex max-w-[90%] -translate-x-1/2 items-center gap-2 py-1.5 pr-1.5 pl-3 text-13">
      <span className="min-w-0 truncate">{t('heal.removed', { steps: gap.removed })}</span>
      <Button size="tight" icon="plugs" onClick={heal} title={t('heal.key')}>
        {t('heal.connect', { from: gap.from, to: gap.to })}
      </Button>
      <Button size="tight" variant="quiet" icon="undo" onClick={() => useFlow.getState().undo()}>
        {t('build.undo')}
      </Button>
      <IconButton icon="close" label={t('app.close')} onClick={dismissGap} />
    </div>
  )
}
