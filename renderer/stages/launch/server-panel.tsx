/** The flow as it stands on the server: its version, its live sign-ins, whether it takes records, and where they come in. */
import { useState } from 'react'
import type { ServerFlow } from '#protocol'
import { useFlow } from '../../state/flow-store.ts'
import { useServer } from '../../state/server-store.ts'
import { rich, t } from '../../text/index.ts'
import { Badge, Button, EnvironmentBadge, ErrorNote, Icon } from '../../ui/index.ts'
import { sumOf } from '../home/last-result.ts'
import { IntakePart } from './intake-part.tsx'
import { LiveSlot } from './live-slot.tsx'
import { ServerDialog } from './server-dialog.tsx'
import { showKey } from './show-key.ts'

export function ServerPanel() {
  const flowId = useFlow((state) => state.flow?.id)
  const { onServer, token, look, busy } = useServer()
  const [asking, setAsking] = useState(false)
  const there = onServer?.flow === flowId ? onServer : undefined
  const ask = () => {
    if (token === '' || !flowId) setAsking(true)
    else void look(flowId).then((answered) => setAsking(!answered))
  }
  return (
    <section aria-labelledby="server" className="space-y-2.5">
      <div className="flex min-h-8 items-center gap-3">
        <h2 id="server" className="text-16">
          {t('server.title')}
        </h2>
        {there && <EnvironmentBadge environment="live" />}
        <Button icon="server" className="ml-auto" busy={busy === 'look'} onClick={ask}>
          {t(there ? 'server.again' : 'server.look')}
        </Button>
      </div>
      {there ? <Standing there={there} /> : <p className="sheet px-4 py-4 text-13 text-muted">{t('server.none')}</p>}
      <ServerDialog kind="look" open={asking} onClose={() => setAsking(false)} />
    </section>
  )
}

function Standing({ there }: { there: ServerFlow }) {
  const same = useFlow((state) => state.hash) === there.hash
  const { error, dismiss } = useServer()
  return (
    <div className="sheet divide-y divide-hairline text-13">
      <State there={there} same={same} />
      {error && (
        <div className="px-4 py-3">
          <ErrorNote reason={error} onDismiss={dismiss} />
        </div>
      )}
      {there.trouble && (
        <div role="status" className="flex items-start gap-2 bg-tint-rejected px-4 py-2.5">
          <Icon name="warning" className="mt-0.5 text-rejected" />
          <p className="min-w-0 flex-1">
            <b>{there.trouble.what}</b> {there.trouble.effect} {there.trouble.next}{' '}
            <span className="text-muted">{t('server.waiting', { count: there.trouble.waiting })}</span>
          </p>
        </div>
      )}
      {!same && <p className="bg-tint-rejected px-4 py-2.5">{t('server.other')}</p>}
      {there.slots.length > 0 && (
        <div className="px-4 py-3">
          <h3 className="text-13">{t('server.slots')}</h3>
          <ul className="mt-1.5 space-y-2">
            {there.slots.map((slot) => (
              <LiveSlot key={slot.connection} flow={there.flow} slot={slot} />
            ))}
          </ul>
        </div>
      )}
      <IntakePart there={there} />
      {there.lastRun && (
        <p className="px-4 py-2.5">
          {t('server.last-run', { sum: sumOf(there.lastRun.received, there.lastRun.outcomes) })}
        </p>
      )}
    </div>
  )
}

function State({ there, same }: { there: ServerFlow; same: boolean }) {
  const { busy, setState } = useServer()
  const running = there.state === 'running'
  const unmapped = there.slots.filter((slot) => !slot.mapped).length
  const blocked = !running && unmapped > 0
  return (
    <div className="flex flex-wrap items-center gap-3 px-4 py-3">
      <Badge tone={running ? 'success' : 'muted'} icon={running ? 'play' : 'pause'}>
        {t(running ? 'server.running' : 'server.paused')}
      </Badge>
      <p className="min-w-0 flex-1">
        {t(running ? 'server.running-about' : 'server.paused-about', { version: there.version })}{' '}
        <span className="text-muted">{same && rich('server.same', { hash: showKey(there.hash) })}</span>
      </p>
      {blocked && <span className="text-12 text-muted">{t('server.map-first', { count: unmapped })}</span>}
      <Button
        icon={running ? 'pause' : 'play'}
        disabled={blocked}
        busy={busy === 'state'}
        onClick={() => void setState(there.flow, running ? 'paused' : 'running')}
      >
        {t(running ? 'server.pause' : 'server.start')}
      </Button>
    </div>
  )
}
