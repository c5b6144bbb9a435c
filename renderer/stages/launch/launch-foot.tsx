/** Where it goes, what stays behind, who signs; and the two ways out. */
import { type ReactNode, useState } from 'react'
import type { Reason } from '#engine'
import type { LaunchState } from '#protocol'
import { asReason, studio } from '../../client/index.ts'
import { useFlow } from '../../state/flow-store.ts'
import { useServer } from '../../state/server-store.ts'
import { rich, t } from '../../text/index.ts'
import { Button, ErrorNote, Icon, IconButton } from '../../ui/index.ts'
import { saveAsFile } from '../files-of-the-person.ts'
import { ServerDialog } from './server-dialog.tsx'
import { showKey } from './show-key.ts'

/** What a server's operator is given, so that the server trusts what is signed here. */
const KEY_FILE = 'sluice-signer-key.txt'

export function LaunchFoot({ state }: { state: LaunchState }) {
  const address = useServer((server) => server.address)
  const [sending, setSending] = useState(false)
  const { save, saved, error, dismiss } = useSaveAsFile()
  const open = state.rows.filter((row) => row.state !== 'good').length
  const signer = { name: state.signer.name, key: showKey(state.signer.keyId) }
  return (
    <div className="border-t border-hairline bg-panel">
      {error && (
        <div className="px-5 pt-3">
          <ErrorNote reason={error} onDismiss={dismiss} />
        </div>
      )}
      <div className="flex min-h-19 flex-wrap items-center gap-x-7 gap-y-2 px-5 py-3">
        <Fact label={t('foot.to')}>
          <span className="inline-flex items-center gap-1.5 font-medium">
            <Icon name="server" size={16} />
            {address === '' ? t('foot.production') : t('foot.at', { address })}
          </span>
        </Fact>
        <Fact label={t('foot.sign-ins')}>{t('foot.sign-ins-stay', { count: state.slots.length })}</Fact>
        <div className="flex items-end gap-1">
          <Fact label={t('foot.signer')}>{rich('foot.signer-key', signer)}</Fact>
          <IconButton
            icon="key"
            label={t('foot.save-key')}
            side="top"
            className="-my-1.25"
            onClick={() => saveAsFile(KEY_FILE, state.signer.publicKey, 'text/plain')}
          />
        </div>
        <div className="ml-auto flex items-center gap-3">
          <p role="status" className="text-12 text-muted">
            {open > 0 ? t('foot.blocked', { count: open }) : saved && t('foot.saved-file', { name: saved })}
          </p>
          <Button variant="quiet" size="large" icon="save" disabled={!state.ready} onClick={() => void save()}>
            {t('foot.save')}
          </Button>
          <Button variant="primary" size="large" icon="launch" disabled={!state.ready} onClick={() => setSending(true)}>
            {t('foot.send')}
          </Button>
        </div>
      </div>
      <ServerDialog kind="send" open={sending} onClose={() => setSending(false)} />
    </div>
  )
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="min-w-0">
    <p className="text-12 text-muted">{label}</p>
    <p className="truncate text-13">{children}</p>
  </div>
)

function useSaveAsFile() {
  const [error, setError] = useState<Reason>()
  const [saved, setSaved] = useState<string>()
  const save = async () => {
    setError(undefined)
    setSaved(undefined)
    try {
      await useFlow.getState().saveNow()
      const flow = useFlow.getState().flow?.id
      if (!flow) return
      const { name, text } = await studio().launch.bundle({ flow })
      const file = name.endsWith('.sluice') ? name : `${name}.sluice`
      saveAsFile(file, text)
      setSaved(file)
    } catch (thrown) {
      setError(asReason(thrown))
    }
  }
  return { save, saved, error, dismiss: () => setError(undefined) }
}
