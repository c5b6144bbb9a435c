/** A sign-in that was saved before, for another flow or another step: chosen instead of signing in once more. */
import { useState } from 'react'
import type { ConnectionView } from '#protocol'
import { type Place, useSignIns } from '../../../../state/sign-in-store.ts'
import { t } from '../../../../text/index.ts'
import { Button, Select } from '../../../../ui/index.ts'

export function SignInChoice({ place, saved }: { place: Place; saved: readonly ConnectionView[] }) {
  const [chosen, setChosen] = useState('')
  if (saved.length === 0) return null
  return (
    <div className="flex items-end gap-2 border-b border-hairline pb-3">
      <Select
        className="flex-1"
        label={t('sign-in.saved')}
        value={chosen}
        placeholder={t('sign-in.new')}
        choices={saved.map(({ id, name, account, address }) => ({
          value: id,
          label: `${name}: ${account ?? address}`,
        }))}
        onChange={setChosen}
      />
      <Button disabled={chosen === ''} onClick={() => void useSignIns.getState().choose(place, chosen)}>
        {t('sign-in.use')}
      </Button>
    </div>
  )
}
