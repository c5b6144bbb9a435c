/** What flows will be able to do with the system, how safe each of it is to repeat, and what can be taken back. */
import type { ImportDraft } from '#protocol'
import { t } from '../../../text/index.ts'
import { Icon } from '../../../ui/index.ts'

export function ReviewPart({ draft: { operations } }: { draft: ImportDraft }) {
  const unsafe = operations.filter(({ safe }) => !safe).length
  return (
    <div className="flex flex-col gap-2 text-13">
      <p className="font-medium">{t('imports.review')}</p>
      <ul className="max-h-80 overflow-y-auto rounded-card border border-hairline">
        {operations.map(({ id, title, how, safe, undo }) => (
          <li key={id} className="flex gap-2 border-t border-hairline px-3 py-2 first:border-t-0">
            <Icon
              name={safe ? 'check' : 'warning'}
              size={16}
              className={`mt-px ${safe ? 'text-success' : 'text-rejected'}`}
            />
            <div className="min-w-0">
              <p className="font-medium">{title}</p>
              <p className="text-12 text-muted">
                {t(safe ? 'imports.safe' : 'imports.unsafe')}. {how}. {undo}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {unsafe > 0 && <p className="text-12 text-rejected">{t('imports.unsafe-about', { count: unsafe })}</p>}
    </div>
  )
}
