/** What senders sign their events with: it goes to the server and is never shown again, by nobody. */
import { useState } from 'react'
import { stepKind } from '#engine'
import type { ServerIntake } from '#protocol'
import { useServer } from '../../state/server-store.ts'
import { t } from '../../text/index.ts'
import { Button, Icon, TextField } from '../../ui/index.ts'

/** GitHub, Stripe …: as the webhook's form calls them. */
function signerOf(signature: string): string {
  const field = stepKind('webhook')?.fields.find(({ key }) => key === 'signature')
  return (field?.kind === 'choice' && field.choices.find(({ value }) => value === signature)?.label) || signature
}

export function SecretForm({ flow, intake: { signature, secret: isSet } }: { flow: string; intake: ServerIntake }) {
  const { busy, setSecret } = useServer()
  const [changing, setChanging] = useState(false)
  const [secret, setText] = useState('')
  const send = async (text: string) => {
    if (!(await setSecret(flow, text))) return
    setText('')
    setChanging(false)
  }
  const open = !isSet || changing
  return (
    <div className="px-4 py-2.5">
      <div className="flex min-h-7 items-center gap-2">
        <Icon name={isSet ? 'check' : 'warning'} size={16} className={isSet ? 'text-success' : 'text-rejected'} />
        <b>{t('server.secret')}</b>
        <span className="min-w-0 truncate text-muted">
          {t(isSet ? 'server.secret-set' : 'server.secret-missing', { signer: signerOf(signature) })}
        </span>
        {isSet && !changing && (
          <span className="ml-auto flex gap-1">
            <Button size="tight" variant="quiet" onClick={() => setChanging(true)}>
              {t('server.secret-change')}
            </Button>
            <Button size="tight" variant="quiet" busy={busy === 'secret'} onClick={() => void send('')}>
              {t('server.secret-remove')}
            </Button>
          </span>
        )}
      </div>
      {open && (
        <form
          className="mt-1.5 ml-6 flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            void send(secret.trim())
          }}
        >
          <TextField
            className="min-w-56 flex-1"
            label={t('server.secret-label')}
            value={secret}
            onChange={setText}
            type="password"
            maxLength={1000}
            mono
          />
          <Button type="submit" icon="key" disabled={secret.trim() === ''} busy={busy === 'secret'}>
            {t('server.secret-keep')}
          </Button>
          {changing && (
            <Button variant="quiet" onClick={() => setChanging(false)}>
              {t('app.cancel')}
            </Button>
          )}
          <p className="-mt-1.5 w-full text-12 text-muted">{t('server.secret-help')}</p>
        </form>
      )}
    </div>
  )
}
