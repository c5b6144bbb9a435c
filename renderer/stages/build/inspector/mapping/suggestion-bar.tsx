/** Sources that have similar names: shown, and taken only when the user accepts them. */
import { t } from '../../../../text/index.ts'
import { Button } from '../../../../ui/index.ts'
import type { Suggestion, Target } from './suggest.ts'

export interface SuggestionBarProps {
  offers: readonly Suggestion[]
  targets: readonly Target[]
  onAccept(): void
}

export function SuggestionBar({ offers, targets, onAccept }: SuggestionBarProps) {
  const labelOf = (name: string) => targets.find((target) => target.name === name)?.label ?? name
  return (
    <div className="flex flex-col gap-1.5 rounded-card border border-hairline bg-canvas px-3 py-2">
      <p className="text-12 text-muted">{t('mapping.offers')}</p>
      <ul className="flex max-h-28 flex-col gap-0.5 overflow-y-auto text-12">
        {offers.map(({ to, from }) => (
          <li key={to}>{t('mapping.offer', { to: labelOf(to), from })}</li>
        ))}
      </ul>
      <div>
        <Button size="tight" icon="check" onClick={onAccept}>
          {t('mapping.accept', { count: offers.length })}
        </Button>
      </div>
    </div>
  )
}
