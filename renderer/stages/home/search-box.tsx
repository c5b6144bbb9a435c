import { useApp } from '../../state/app-store.ts'
import { t } from '../../text/index.ts'
import { Icon } from '../../ui/index.ts'

/** Looks like a field and opens the palette, which is the one place to search. */
export function SearchBox() {
  const showPalette = useApp((state) => state.showPalette)
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={() => showPalette(true)}
      className="flex h-8 w-70 items-center gap-2 rounded-control border border-edge px-2.5 text-13 text-muted hover:border-ink"
    >
      <Icon name="search" size={16} />
      <span className="flex-1 truncate text-left">{t('home.find')}</span>
      <kbd className="rounded-control border border-hairline px-1.5 font-ui text-12">{t('home.find-keys')}</kbd>
    </button>
  )
}
