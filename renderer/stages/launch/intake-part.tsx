/** Where records come in on the server, what they are signed with, and how many were taken and refused. */
import type { ServerFlow, ServerIntake } from '#protocol'
import { useServer } from '../../state/server-store.ts'
import { showMoment, type TextKey, t } from '../../text/index.ts'
import { CopyButton, Icon } from '../../ui/index.ts'
import { SecretForm } from './secret-form.tsx'

const WAYS: Record<ServerIntake['kind'], TextKey> = {
  webhook: 'server.intake-webhook',
  events: 'server.intake-events',
  manual: 'server.intake-manual',
  file: 'server.intake-file',
  schedule: 'server.intake-schedule',
  poll: 'server.intake-poll',
  folder: 'server.intake-folder',
  flow: 'server.intake-flow',
}

export function IntakePart({ there }: { there: ServerFlow }) {
  const known = useServer((server) => server.intake)
  const { kind, address } = there.intake
  return (
    <>
      <div className="flex min-h-10 items-center gap-3 px-4 py-2">
        <span className="shrink-0 text-muted">{t(WAYS[kind])}</span>
        {address !== '' && (
          <>
            <span className="min-w-0 truncate font-record select-all" title={address}>
              {address}
            </span>
            <CopyButton text={address} label={t('server.copy')} />
          </>
        )}
      </div>
      {known && known.signature !== 'none' && <SecretForm flow={there.flow} intake={known} />}
      {known && <Counts intake={known} />}
    </>
  )
}

const WHY: Readonly<Record<string, TextKey>> = {
  'hook.signature': 'refused.signature',
  'hook.no-secret': 'refused.no-secret',
  'hook.too-slow': 'refused.too-slow',
  'hook.wrong-type': 'refused.wrong-type',
  'hook.not-an-event': 'refused.not-an-event',
  'server.not-a-record': 'refused.not-a-record',
  'server.too-large': 'refused.too-large',
  'server.not-running': 'refused.not-running',
  'server.sign-in': 'refused.sign-in',
  'server.key-reused': 'refused.key-reused',
}

/** Nothing to tell of a flow that neither took nor refused an event. */
function Counts({ intake: { kind, events, refused, told } }: { intake: ServerIntake }) {
  const reasons = Object.entries(refused).sort(([, a], [, b]) => b - a)
  const last = told.at(-1)
  if (kind === 'file' || kind === 'folder' ? !last : events === 0 && reasons.length === 0 && !last) return null
  return (
    <div className="space-y-1 px-4 py-2.5">
      {kind !== 'file' && kind !== 'folder' && <p>{t('server.events', { count: events })}</p>}
      {reasons.length > 0 && (
        <>
          <p className="text-muted">{t('server.refused')}</p>
          <ul className="space-y-0.5">
            {reasons.map(([code, count]) => (
              <li key={code} className="flex items-start gap-2">
                <Icon name="warning" size={14} className="mt-1 text-rejected" />
                <span>{t('server.refused-one', { count, why: t(WHY[code] ?? 'refused.other', { code }) })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {last && (
        <p className="text-muted">
          {t('server.told', { when: showMoment(last.at), what: last.words.what, next: last.words.next })}
        </p>
      )}
    </div>
  )
}
