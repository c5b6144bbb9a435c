import type { LaunchState } from '#protocol'
import { t } from '../../text/index.ts'
import { Icon } from '../../ui/index.ts'

/** For each write: how it can be put back, in the words of its system. */
export const UndoCard = ({ undo }: { undo: LaunchState['undo'] }) => (
  <section aria-labelledby="undo" className="sheet px-4 py-3">
    <h2 id="undo" className="flex items-center gap-2 text-13">
      <Icon name="undo" size={16} />
      {t('undo.title')}
    </h2>
    {undo.length === 0 && <p className="mt-1.5 text-13 text-muted">{t('undo.none')}</p>}
    <ul className="mt-1.5 space-y-1 text-13">
      {undo.map((write) => (
        <li key={write.step}>
          <b>{write.title}</b> <span>{write.words}</span>
        </li>
      ))}
    </ul>
  </section>
)
