/** The practice slot of a connection: the built-in practice system, or the person's own sandbox account with its sign-in. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Connector } from '#engine'
import type { ConnectionView, PracticeSlot } from '#protocol'
import { keyOf, type Place, savedAt, useSignIns } from '../../../../state/sign-in-store.ts'
import { useSlots } from '../../../../state/slot-store.ts'
import { t } from '../../../../text/index.ts'
import { Button, ErrorNote, Icon, Segmented } from '../../../../ui/index.ts'
import { BrowserWait } from './browser-wait.tsx'
import { SignInCard } from './sign-in-card.tsx'
import { SignInChoice } from './sign-in-choice.tsx'
import { SignInForm } from './sign-in-form.tsx'

export interface PracticeSlotCardProps {
  place: Place
  /** What the flow calls the connection. */
  name: string
  connector: Connector
}

export function PracticeSlotCard({ place, name, connector }: PracticeSlotCardProps) {
  const { load, choose } = useSignIns.getState()
  const slot = useSlots((state) => state.slots.get(place.connection))
  const work = useSignIns((state) => state.work.get(keyOf(place)))
  const [wish, setWish] = useState<PracticeSlot['kind']>()
  const underWay = work?.state === 'waiting'
  const kind = underWay ? 'own-sandbox' : (wish ?? slot?.kind ?? 'practice-system')
  useEffect(() => void load(), [load])
  const turn = (next: PracticeSlot['kind']) => {
    setWish(next)
    if (next === 'practice-system' && slot?.kind === 'own-sandbox') void choose(place, null)
  }
  return (
    <div className="flex flex-col gap-2 rounded-card border border-hairline bg-canvas p-3">
      <div className="flex items-center gap-1.5 text-12 font-medium text-muted">
        <Icon name="flask" size={14} />
        {t('connection.signs-in')}
      </div>
      <Segmented
        label={t('connection.signs-in')}
        choices={[
          { id: 'practice-system', label: t('connection.practice') },
          { id: 'own-sandbox', label: t('connection.own') },
        ]}
        chosen={kind}
        onChoose={turn}
      />
      <p className="text-12 text-muted">
        {t(kind === 'practice-system' ? 'connection.practice-about' : 'connection.own-about', {
          system: connector.title,
        })}
      </p>
      {connector.proof.length === 0 && kind === 'own-sandbox' && (
        <p className="flex gap-1.5 text-12 text-rejected">
          <Icon name="warning" size={14} className="mt-px" />
          {t('connection.unproved')}.
        </p>
      )}
      {kind === 'own-sandbox' && <OwnSandbox place={place} name={name} connector={connector} />}
      {work?.state === 'refused' && (
        <InView key={work.reason.code}>
          <ErrorNote reason={work.reason} onDismiss={() => useSignIns.getState().dismiss(place)} />
        </InView>
      )}
    </div>
  )
}

/** Under a long form it would not be seen. */
function InView({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Newer browsers answer a promise, which is no clean-up.
    void place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return <div ref={place}>{children}</div>
}

/** Signed in: how the sign-in stands. Otherwise a saved one to choose, or the form. */
function OwnSandbox({ place, name, connector }: PracticeSlotCardProps) {
  const all = useSignIns((state) => state.saved)
  const work = useSignIns((state) => state.work.get(keyOf(place)))
  const [again, setAgain] = useState(false)
  const saved = savedAt(all, place)
  const open = saved === undefined || again
  return (
    <>
      {saved && !again && (
        <SignInCard place={place} saved={saved} connector={connector} onSignIn={() => setAgain(true)} />
      )}
      {work?.state === 'waiting' && <BrowserWait place={place} open={work.open} system={connector.title} />}
      {open && (
        // What was typed outlasts a sign-in that is cancelled or refused.
        <div hidden={work?.state === 'waiting'} className="flex flex-col gap-3">
          {saved === undefined && <SignInChoice place={place} saved={othersFor(all, connector)} />}
          <SignInForm
            connector={connector}
            name={saved?.name ?? t('connection.saved-name', { connection: name })}
            {...(saved ? { saved } : {})}
            busy={work?.state === 'busy' || work?.state === 'checking'}
            onSignIn={async (given) => {
              const taken = await useSignIns.getState().signIn(place, given)
              if (taken) setAgain(false)
              return taken
            }}
          />
          {saved && (
            <Button size="tight" variant="quiet" onClick={() => setAgain(false)}>
              {t('access.change-sign-in')}
            </Button>
          )}
        </div>
      )}
    </>
  )
}

/** What was made for one flow alone is not for others. */
const othersFor = (all: readonly ConnectionView[], { id }: Connector): ConnectionView[] =>
  all.filter(({ connector, slot, madeFor }) => connector === id && slot === 'practice' && madeFor === undefined)
