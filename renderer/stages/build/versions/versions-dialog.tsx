import { t } from '../../../text/index.ts'
import { Button, Dialog, ErrorNote, Tabs } from '../../../ui/index.ts'
import { Difference } from './difference.tsx'
import { VersionList } from './version-list.tsx'
import { type Against, useVersions } from './versions-store.ts'

/** History: the versions of the flow, what changed in each, and going back. */
export function VersionsDialog() {
  const { open, versions, chosen, against, difference, busy, error, close, choose, restore } = useVersions()
  if (!open) return null
  const current = versions.find(({ revision }) => revision === chosen)?.current ?? false
  return (
    <Dialog
      open
      onClose={close}
      title={t('versions.title')}
      about={t('versions.about')}
      width={860}
      actions={
        <>
          {current && <span className="text-13 text-muted">{t('versions.is-now')}</span>}
          <Button onClick={close}>{t('app.close')}</Button>
          <Button
            variant="primary"
            icon="undo"
            disabled={chosen === undefined || current}
            busy={busy}
            onClick={() => void restore()}
          >
            {t('versions.restore')}
          </Button>
        </>
      }
    >
      {error && <ErrorNote reason={error} />}
      <div className="grid h-[56vh] grid-cols-[280px_1fr] gap-6 pt-2">
        <div className="min-h-0 overflow-y-auto">
          <VersionList />
        </div>
        <Tabs<Against>
          label={t('versions.compare')}
          tabs={[
            { id: 'before', label: t('versions.with-before') },
            { id: 'now', label: t('versions.with-now') },
          ]}
          chosen={against}
          onChoose={(next) => chosen !== undefined && void choose(chosen, next)}
        >
          <div className="pt-3">{difference && <Difference {...difference} />}</div>
        </Tabs>
      </div>
    </Dialog>
  )
}
