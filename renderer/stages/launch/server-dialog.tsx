/** Which server, and by what right. The same dialog sends, or only looks. */
import { useId, useState } from 'react'
import { useFlow } from '../../state/flow-store.ts'
import { useServer } from '../../state/server-store.ts'
import { t } from '../../text/index.ts'
import { Button, Dialog, ErrorNote, TextArea, TextField } from '../../ui/index.ts'

export interface ServerDialogProps {
  kind: 'send' | 'look'
  open: boolean
  onClose(): void
}

export function ServerDialog({ kind, open, onClose }: ServerDialogProps) {
  const form = useId()
  const { address, token, busy, error, setServer, send, look, dismiss } = useServer()
  const [note, setNote] = useState('')
  const ready = address.trim() !== '' && token.trim() !== ''
  const go = async () => {
    await useFlow.getState().saveNow()
    const flow = useFlow.getState().flow?.id
    if (!flow || !ready) return
    if (await (kind === 'send' ? send(flow, note.trim()) : look(flow))) onClose()
  }
  const close = () => {
    dismiss()
    onClose()
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t(kind === 'send' ? 'send.title' : 'send.look-title')}
      about={t(kind === 'send' ? 'send.about' : 'send.look-about')}
      actions={
        <>
          <Button onClick={close}>{t('app.cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            form={form}
            icon={kind === 'send' ? 'launch' : 'search'}
            disabled={!ready}
            busy={busy === kind}
          >
            {t(kind === 'send' ? 'foot.send' : 'send.look')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-3.5 pt-1"
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        {error && <ErrorNote reason={error} />}
        <TextField
          label={t('send.address')}
          help={t('send.address-help')}
          value={address}
          onChange={(value) => setServer(value, token)}
          inputMode="url"
          maxLength={500}
          required
          mono
        />
        <TextField
          label={t('send.token')}
          help={t('send.token-help')}
          value={token}
          onChange={(value) => setServer(address, value)}
          type="password"
          maxLength={5000}
          required
          mono
        />
        {kind === 'send' && (
          <TextArea
            label={t('send.note')}
            help={t('send.note-help')}
            value={note}
            onChange={setNote}
            rows={2}
            maxLength={2000}
          />
        )}
      </form>
    </Dialog>
  )
}
