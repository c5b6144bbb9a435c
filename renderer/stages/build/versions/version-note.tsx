import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'
import { useVersions } from './versions-store.ts'

/** The number of the version in the top bar; it leads to the history. */
export function VersionNote() {
  const revision = useFlow((s) => s.revision)
  return (
    <button
      type="button"
      title={t('versions.title')}
      aria-haspopup="dialog"
      className="rounded-control px-1 hover:bg-sunken hover:text-ink"
      onClick={() => void useVersions.getState().show()}
    >
      {t('build.version', { revision })}
    </button>
  )
}
