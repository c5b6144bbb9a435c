/** What OAuth needs of the person: the app over there, by its client id and secret, and the address that its answers come back to. */
import type { OAuthWay } from '#engine'
import { t } from '../../../../text/index.ts'
import { CopyButton, TextField } from '../../../../ui/index.ts'
import { type Draft, portOf, redirectOf } from './draft.ts'

export function GrantFields({ way, draft, put }: { way: OAuthWay; draft: Draft; put(part: Partial<Draft>): void }) {
  const redirect = redirectOf(draft.port)
  return (
    <>
      <TextField
        label={t('sign-in.client')}
        value={draft.client}
        onChange={(client) => put({ client })}
        maxLength={1000}
        required
        mono
      />
      <TextField
        label={t(way.kind === 'oauth-client' ? 'sign-in.client-secret' : 'sign-in.client-secret-optional')}
        type="password"
        autoComplete="new-password"
        value={draft.clientSecret}
        onChange={(clientSecret) => put({ clientSecret })}
        help={t('sign-in.kept')}
        required={way.kind === 'oauth-client'}
        maxLength={20_000}
        mono
      />
      {way.kind === 'oauth-code' && (
        <div className="flex flex-col gap-1.5 text-12 text-muted">
          <span>{t('sign-in.redirect')}</span>
          <span className="flex items-center gap-1">
            <code className="min-w-0 flex-1 font-record break-all text-ink">{redirect}</code>
            <CopyButton text={redirect} label={t('sign-in.copy-redirect')} />
          </span>
          <span>{t('sign-in.any-port')}</span>
          <TextField
            className="w-28"
            label={t('sign-in.port')}
            hideLabel
            placeholder={t('sign-in.port')}
            inputMode="numeric"
            maxLength={5}
            value={draft.port}
            onChange={(port) => put({ port })}
            {...(portOf(draft.port) === 'wrong' ? { wrong: t('sign-in.bad-port') } : {})}
          />
        </div>
      )}
    </>
  )
}
