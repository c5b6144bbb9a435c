/** While the person allows the access in the browser: what is waited for, the page once more, and the way out. */
import { type Place, useSignIns } from '../../../../state/sign-in-store.ts'
import { t } from '../../../../text/index.ts'
import { Button, Icon } from '../../../../ui/index.ts'

export function BrowserWait({ place, open, system }: { place: Place; open: string; system: string }) {
  return (
    <div className="flex flex-col gap-2 rounded-card border border-hairline bg-panel p-3">
      <p role="status" className="flex gap-2 text-13">
        <Icon name="globe" size={16} className="mt-px text-accent" />
        {t('sign-in.waiting', { system })}
      </p>
      <div className="flex items-center gap-3">
        {/^https?:/.test(open) && (
          <a href={open} target="_blank" rel="noopener noreferrer" className="text-13 text-accent underline">
            {t('sign-in.open-again')}
          </a>
        )}
        <Button size="tight" onClick={() => void useSignIns.getState().cancel(place)}>
          {t('sign-in.cancel')}
        </Button>
      </div>
    </div>
  )
}
