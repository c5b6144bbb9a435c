/** One thing of a practice system, field by field. */
import type { PracticeObject } from '#protocol'
import { t } from '../../../text/index.ts'
import { ValueText } from '../story/value-text.tsx'

export function ThingFields({ thing }: { thing: PracticeObject }) {
  return (
    <section
      aria-label={t('practice.fields')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
      tabIndex={0}
      className="min-h-0 overflow-y-auto rounded-card border border-hairline -outline-offset-2"
    >
      <h4 className="px-3 pt-2 text-13 font-strong break-words">{thing.label ?? thing.key}</h4>
      <p className="px-3 pb-2 text-12 text-muted">
        {t('practice.effects-sentence', { effects: thing.effects, writes: thing.writes })}
      </p>
      <dl>
        {Object.entries(thing.properties).map(([field, value]) => (
          <div key={field} className="border-t border-hairline px-3 py-1.5 text-13">
            <dt className="text-12 break-words text-muted">{field}</dt>
            <dd className="min-w-0">
              <ValueText value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
