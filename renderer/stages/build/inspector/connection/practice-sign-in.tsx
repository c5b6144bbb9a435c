/** The practice slot of a connection: the built-in practice system, or the user's own sandbox account. Live accounts are refused. */
import { type FormEvent, useState } from 'react'
import type { Connector, Reason } from '#engine'
import type { PracticeSlot } from '#protocol'
import { useSlots } from '../../../../state/slot-store.ts'
import { t } from '../../../../text/index.ts'
import { Button, ErrorNote, Icon, Segmented, TextField } from '../../../../ui/index.ts'

export function PracticeSignIn({ connectionId, connector }: { connectionId: string; connector: Connector }) {
  const slot = useSlots((state) => state.slots.get(connectionId))
  const signIn = useSlots((state) => state.signIn)
  const [wish, setWish] = useState<PracticeSlot['kind']>()
  const kind = wish ?? slot?.kind ?? 'practice-system'
  const [refused, setRefused] = useState<Reason>()
  const choose = async (next: PracticeSlot['kind']) => {
    setWish(next)
    setRefused(undefined)
    if (next === 'practice-system' && slot?.kind === 'own-sandbox') setRefused(await signIn(connectionId, '', ''))
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
        onChoose={(next) => void choose(next)}
      />
      <p className="text-12 text-muted">
        {t(kind === 'practice-system' ? 'connection.practice-about' : 'connection.own-about', {
          system: connector.title,
        })}
      </p>
      {slot?.kind === 'own-sandbox' && kind === 'own-sandbox' && <SignedIn slot={slot} />}
      {kind === 'own-sandbox' && (
        <SandboxForm
          address={slot?.kind === 'own-sandbox' ? slot.address : connector.defaultAddress}
          onSignIn={async (address, token) => {
            const reason = await signIn(connectionId, address, token)
            setRefused(reason)
            return reason === undefined
          }}
        />
      )}
      {refused && <ErrorNote reason={refused} onDismiss={() => setRefused(undefined)} />}
    </div>
  )
}

const SignedIn = ({ slot }: { slot: PracticeSlot }) => (
  <p className="flex items-center gap-1.5 text-12 text-success" role="status">
    <Icon name="check" size={14} />
    {slot.account
      ? t('connection.signed-in', { account: slot.account })
      : t('connection.signed-in-at', { address: slot.address })}
  </p>
)

function SandboxForm({
  address,
  onSignIn,
}: {
  address: string
  onSignIn(at: string, token: string): Promise<boolean>
}) {
  const [at, setAt] = useState(address)
  const [token, setToken] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (at.trim() === '' || token === '' || busy) return
    setBusy(true)
    const taken = await onSignIn(at.trim(), token)
    setBusy(false)
    if (taken) setToken('')
  }
  return (
    <form className="flex flex-col gap-2" onSubmit={(event) => void submit(event)}>
      <TextField label={t('connection.address')} value={at} onChange={setAt} mono required />
      <TextField
        label={t('connection.token')}
        type="password"
        value={token}
        onChange={setToken}
        help={t('connection.token-about')}
        mono
        required
      />
      <div>
        <Button type="submit" size="tight" icon="key" busy={busy} disabled={at.trim() === '' || token === ''}>
          {t(busy ? 'connection.signing-in' : 'connection.sign-in')}
        </Button>
      </div>
    </form>
  )
}
