import { t } from '../../text/index.ts'
import { Icon } from '../../ui/index.ts'
import { openPicker } from './build-store.ts'

/** Whoever has opened a blank flow begins here, unless the keyboard is somewhere already. */
function startHere(card: HTMLElement | null): void {
  if (document.activeElement === document.body) card?.focus()
}

/** A ghost card where the first step will be. */
export function EmptyCanvas() {
  return (
    <button
      type="button"
      ref={startHere}
      className="flex h-[76px] w-[280px] items-center gap-3 rounded-card border border-dashed border-edge bg-panel px-4 text-left hover:border-accent"
      onClick={() => openPicker({ kind: 'add' })}
    >
      <span className="grid h-8 w-8 place-items-center rounded-tile bg-sunken">
        <Icon name="plus" />
      </span>
      <span className="flex flex-col">
        <span className="font-strong">{t('canvas.empty')}</span>
        <span className="text-12 text-muted">{t('canvas.empty-about')}</span>
      </span>
    </button>
  )
}
