/** How a sign-in stands: reachable, accepted, as whom, with which permissions, until when; and what can be done about it. */
import { useState } from 'react'
import type { Connector } from '#engine'
import type { ConnectionView } from '#protocol'
import { studio } from '../../../../client/index.ts'
import { keyOf, type Place, useSignIns } from '../../../../state/sign-in-store.ts'
import { showMoment, t } from '../../../../text/index.ts'
import { Button, Icon } from '../../../../ui/index.ts'
import { FindingRows } from './finding-rows.tsx'

export interface SignInCardProps {
  place: Place
  saved: ConnectionView
  connector: Connector
  onSignIn(): void
}

export function SignInCard({ place, saved, connector, onSignIn }: SignInCardProps) {
  const { check } = useSignIns.getState()
  const work = useSignIns((state) => state.work.get(keyOf(place)))
  const found = saved.checked
  const fine = !saved.ended && (found?.state === 'good' || found?.state === 'unknown')
  const state = saved.ended ? 'expired' : (found?.state ?? 'unchecked')
  const checking = work?.state === 'checking'
  return (
    <section
      aria-label={t('access.title', { system: connector.title })}
      className="flex flex-col gap-2 rounded-card border border-hairline bg-panel p-3"
    >
      <div className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate text-13 font-medium" title={saved.name}>
          {saved.name}
        </span>
        <span
          role="status"
          className={`flex shrink-0 items-center gap-1 text-12 font-medium ${fine ? 'text-success' : 'text-rejected'}`}
        >
          <Icon name={fine ? 'check' : 'warning'} size={14} className="self-center" />
          {t(`access.${state}`)}
        </span>
      </div>
      {!fine && saved.words[0] && <p className="text-13">{saved.words[0]}</p>}
      <FindingRows saved={saved} />
      <div className="flex flex-wrap items-center gap-2">
        <Button size="tight" icon="poll" busy={checking} onClick={() => void check(place, saved.id)}>
          {t('access.check')}
        </Button>
        <Button size="tight" icon="key" onClick={onSignIn}>
          {t('access.again')}
        </Button>
        <RequestButton saved={saved.id} />
        {found && <span className="text-12 text-muted">{t('access.checked-at', { when: showMoment(found.at) })}</span>}
      </div>
    </section>
  )
}

/** Copies what an IT department has to be asked for. */
function RequestButton({ saved }: { saved: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    const { text } = await studio().connections.request({ saved })
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <>
      <Button
        size="tight"
        icon={copied ? 'check' : 'copy'}
        title={t('access.request-about')}
        onClick={() => void copy()}
        onBlur={() => setCopied(false)}
      >
        {t('access.request')}
      </Button>
      <span role="status" className="sr-only">
        {copied && t('access.copied')}
      </span>
    </>
  )
}
