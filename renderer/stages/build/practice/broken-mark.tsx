/** In the top bar while any practice system is broken on purpose, so that nobody looks for a fault of their own. */
import { useEffect } from 'react'
import { useOpenings } from '../../../client/index.ts'
import { useRun } from '../../../state/run-store.ts'
import { t } from '../../../text/index.ts'
import { Icon } from '../../../ui/index.ts'
import { brokenCount } from './faults.ts'
import { useBroken, usePractice } from './practice-store.ts'

export function BrokenMark() {
  const broken = useBroken()
  useFreshFaults()
  if (broken === 0) return null
  const show = () => {
    const { systems, show } = usePractice.getState()
    show(systems?.find(({ faults }) => brokenCount(faults) > 0)?.name)
  }
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      title={t('practice.broken-about')}
      onClick={show}
      className="inline-flex h-6 items-center gap-1.5 rounded-control border border-rejected/40 bg-tint-rejected px-2 text-12 font-medium whitespace-nowrap text-rejected hover:border-rejected"
    >
      <Icon name="warning" size={14} />
      {t('practice.broken', { count: broken })}
    </button>
  )
}

/** Reads what is broken when Build is at rest, and after each run, since counted faults are used up by it. */
function useFreshFaults(): void {
  const state = useRun((run) => run.view?.state)
  const openings = useOpenings()
  useEffect(() => {
    if (openings === 0 || state === 'running') return
    const later = requestIdleCallback(() => void usePractice.getState().read(), { timeout: 5_000 })
    return () => cancelIdleCallback(later)
  }, [state, openings])
}
