import { useState } from 'react'
import type { ServerFlow } from '#protocol'
import { useServer } from '../../state/server-store.ts'
import { t } from '../../text/index.ts'
import { Button, Icon, TextField } from '../../ui/index.ts'

/** One connection's live sign-in. What is typed goes to the server and is not kept here. */
export function LiveSlot({ flow, slot }: { flow: string; slot: ServerFlow['slots'][number] }) {
  const { busy, mapSlot } = useServer()
  const [changing, setChanging] = useState(false)
  const [address, setAddress] = useState(slot.address ?? '')
  const [token, setToken] = useState('')
  const signIn = async () => {
    if (!(await mapSlot(flow, slot.connection, address.trim(), token.trim()))) return
    setToken('')
    setChanging(false)
  }
  const mapped = slot.address ? t('server.mapped', { address: slot.address }) : t('server.mapped-plain')
  return (
    <li>
      <div className="flex min-h-7 items-center gap-2">
        <Icon
          name={slot.mapped ? 'check' : 'warning'}
          size={16}
          className={slot.mapped ? 'text-success' : 'text-rejected'}
        />
        <b>{t('server.slot', { name: slot.name, system: slot.system })}</b>
        <span className="min-w-0 truncate text-muted">{slot.mapped ? mapped : t('server.not-mapped')}</span>
        {slot.mapped && !changing && (
          <Button size="tight" variant="quiet" className="ml-auto" onClick={() => setChanging(true)}>
            {t('server.sign-in-again')}
          </Button>
        )}
      </div>
      {(!slot.mapped || changing) && (
        <form
          className="mt-1.5 ml-6 flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            void signIn()
          }}
        >
          <TextField
            className="min-w-56 flex-1"
            label={t('server.live-address', { system: slot.system })}
            value={address}
            onChange={setAddress}
            inputMode="url"
            maxLength={500}
            mono
          />
          <TextField
            className="min-w-40 flex-1"
            label={t('server.live-token', { system: slot.system })}
            value={token}
            onChange={setToken}
            type="password"
            maxLength={5000}
            mono
          />
          <Button
            type="submit"
            icon="key"
            disabled={address.trim() === '' || token.trim() === ''}
            busy={busy === `slot.${slot.connection}`}
          >
            {t('server.sign-in')}
          </Button>
        </form>
      )}
    </li>
  )
}
