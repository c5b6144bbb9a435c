/** Signs in by a way that the system offers. Secrets are here while they are typed, and nowhere on screen afterwards. */
import { type FormEvent, useState } from 'react'
import type { Connector, SignInWay } from '#engine'
import type { ConnectionView } from '#protocol'
import type { SignInGiven } from '../../../../state/sign-in-store.ts'
import { t } from '../../../../text/index.ts'
import { Button, Select, TextField } from '../../../../ui/index.ts'
import { beginDraft, type Draft, givenOf, isComplete, NO_SECRETS, waysOf } from './draft.ts'
import { GrantFields } from './grant-fields.tsx'

export interface SignInFormProps {
  connector: Connector
  /** What a new sign-in is saved as. */
  name: string
  /** Signed in again, with all but the secrets filled in. */
  saved?: ConnectionView
  busy: boolean
  onSignIn(given: SignInGiven): Promise<boolean>
}

export function SignInForm({ connector, name, saved, busy, onSignIn }: SignInFormProps) {
  const [draft, setDraft] = useState(() => beginDraft(connector, saved))
  const put = (part: Partial<Draft>) => setDraft((was) => ({ ...was, ...part }))
  const ways = waysOf(connector)
  const way = ways.find(({ kind }) => kind === draft.way)
  const complete = isComplete(connector, draft)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!complete || busy) return
    const taken = await onSignIn(givenOf(connector, draft, { name, ...(saved ? { id: saved.id } : {}) }))
    if (taken) put(NO_SECRETS)
  }
  return (
    <form className="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
      {ways.length > 1 && (
        <Select
          label={t('sign-in.way')}
          value={draft.way === 'none' ? '' : draft.way}
          choices={ways.map(({ kind, label }) => ({ value: kind, label }))}
          onChange={(kind) => put({ way: kind, ...NO_SECRETS })}
        />
      )}
      {way && (
        <details className="-mt-1 text-12 text-muted" open={ways.length === 1 || undefined}>
          <summary className="w-fit">{t('sign-in.where')}</summary>
          <p className="mt-1">{way.help}</p>
        </details>
      )}
      <TextField
        label={t('sign-in.address')}
        value={draft.address}
        onChange={(address) => put({ address })}
        inputMode="url"
        maxLength={500}
        required
        mono
      />
      {connector.values?.map((value) => (
        <TextField
          key={value.name}
          label={value.label}
          help={value.help}
          required={value.required}
          value={draft.values[value.name] ?? ''}
          onChange={(text) => put({ values: { ...draft.values, [value.name]: text } })}
          maxLength={2000}
          mono
        />
      ))}
      {way && <Credentials way={way} draft={draft} put={put} />}
      <div className="flex flex-col items-start gap-1.5">
        <Button type="submit" icon={way?.kind === 'oauth-code' ? 'globe' : 'key'} busy={busy} disabled={!complete}>
          {t(busy ? 'sign-in.busy' : way?.kind === 'oauth-code' ? 'sign-in.go-browser' : 'sign-in.go')}
        </Button>
        {!complete && <p className="text-12 text-muted">{t('sign-in.needs')}</p>}
      </div>
    </form>
  )
}

function Credentials({ way, draft, put }: { way: SignInWay; draft: Draft; put(part: Partial<Draft>): void }) {
  if (way.kind === 'oauth-code' || way.kind === 'oauth-client') return <GrantFields way={way} draft={draft} put={put} />
  return (
    <>
      {way.kind === 'password' && (
        <TextField label={way.user} value={draft.user} onChange={(user) => put({ user })} maxLength={500} required />
      )}
      <TextField
        label={way.label}
        type="password"
        autoComplete="new-password"
        value={draft.secret}
        onChange={(secret) => put({ secret })}
        help={t('sign-in.kept')}
        maxLength={20_000}
        required
        mono
      />
    </>
  )
}
