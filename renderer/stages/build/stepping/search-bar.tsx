/** How far the search for where to pause has come, or that nothing was found. */
import { useStepping } from '../../../state/step-store.ts'
import { t } from '../../../text/index.ts'
import { Button } from '../../../ui/index.ts'

export function SearchBar() {
  const { search, total, stopSearch } = useStepping()
  if (!search) return null
  const { looked, row, found } = search
  return (
    <div className="flex min-h-10 shrink-0 items-center gap-3 border-b border-hairline bg-panel px-5 text-13 large:px-12">
      {found === false ? (
        <span role="status">{t('pause.not-found', { looked })}</span>
      ) : (
        <>
          <progress className="h-1.5 w-40 accent-accent" max={Math.max(1, total)} value={row} />
          <span>{t('pause.looking', { looked, total })}</span>
        </>
      )}
      <span className="flex-1" />
      <Button size="tight" icon={found === false ? 'close' : 'stop'} onClick={stopSearch}>
        {t(found === false ? 'pause.close' : 'pause.stop')}
      </Button>
    </div>
  )
}
