/** Where the description is: a file on this computer, or an address. */
import { type FormEvent, useState } from 'react'
import { t } from '../../../text/index.ts'
import { Button, ErrorNote, TextField } from '../../../ui/index.ts'
import { chooseFile } from '../../files-of-the-person.ts'
import type { Importing } from './use-import.ts'

export function SourcePart({ importing: { read, busy, refused, dismiss } }: { importing: Importing }) {
  const [address, setAddress] = useState('')
  const fromFile = async () => {
    const file = await chooseFile('.json,.yaml,.yml')
    if (file) await read({ name: file.name, text: await file.text() })
  }
  const fromAddress = (event: FormEvent) => {
    event.preventDefault()
    if (address.trim() !== '' && !busy) void read({ address: address.trim() })
  }
  const elsewhere = refused?.code === 'import.parts-elsewhere' && address.trim() !== ''
  return (
    <>
      <div>
        <Button icon="upload" busy={busy} onClick={() => void fromFile()}>
          {t('imports.file')}
        </Button>
      </div>
      <p className="text-12 text-muted">{t('imports.or')}</p>
      <form className="flex items-end gap-2" onSubmit={fromAddress}>
        <TextField
          className="flex-1"
          label={t('imports.address')}
          placeholder="https://"
          inputMode="url"
          value={address}
          onChange={setAddress}
          maxLength={2000}
          mono
        />
        <Button type="submit" busy={busy} disabled={address.trim() === ''}>
          {t('imports.read')}
        </Button>
      </form>
      {refused && (
        <ErrorNote
          reason={refused}
          onDismiss={dismiss}
          {...(elsewhere
            ? {
                action: {
                  label: t('imports.allow-parts'),
                  onPress: () => void read({ address: address.trim(), parts: true }),
                },
              }
            : {})}
        />
      )}
      {elsewhere && <p className="text-12 text-muted">{t('imports.parts-help')}</p>}
    </>
  )
}
