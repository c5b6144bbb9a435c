import type { VersionSummary } from '#protocol'
import { showMoment, showTime, t } from '../../../text/index.ts'
import { Button, joinClasses } from '../../../ui/index.ts'
import { useVersions } from './versions-store.ts'

/** The versions, newest first; the chosen one is looked at beside the list. */
export function VersionList() {
  const { versions, total, chosen, busy, choose, older } = useVersions()
  return (
    <div className="flex flex-col gap-0.5">
      <ul aria-label={t('versions.list')} className="flex flex-col gap-0.5">
        {versions.map((one) => (
          <li key={one.revision}>
            <VersionButton version={one} chosen={one.revision === chosen} onChoose={() => void choose(one.revision)} />
          </li>
        ))}
      </ul>
      {versions.length < total && (
        <Button variant="quiet" size="tight" busy={busy} onClick={() => void older()}>
          {t('versions.older')}
        </Button>
      )}
    </div>
  )
}

interface VersionButtonProps {
  version: VersionSummary
  chosen: boolean
  onChoose(): void
}

function VersionButton({ version, chosen, onChoose }: VersionButtonProps) {
  const { revision, savedAt, changes } = version
  const day = showMoment(savedAt)
  const time = showTime(savedAt)
  const marks = marksOf(version)
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      className={joinClasses(
        'w-full rounded-control px-2 py-1.5 text-left text-13 hover:bg-sunken',
        chosen && 'bg-sunken font-strong',
      )}
    >
      <span className="flex justify-between gap-2">
        <span>{t('versions.one', { revision })}</span>
        <span className="text-muted">{day === time ? day : `${day} ${time}`}</span>
      </span>
      <span className="block text-12 text-muted">
        {[t('versions.changes', { count: changes }), ...marks].join(', ')}
      </span>
    </button>
  )
}

function marksOf({ current, ran, proved, restoredFrom }: VersionSummary): string[] {
  return [
    ...(restoredFrom === undefined ? [] : [t('versions.brought-back', { revision: restoredFrom })]),
    ...(proved ? [t('versions.proved')] : ran ? [t('versions.ran')] : []),
    ...(current ? [t('versions.now')] : []),
  ]
}
