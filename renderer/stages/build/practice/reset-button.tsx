/** Empties one practice system, once the person has said yes. */
import { useState } from 'react'
import type { PracticeSystemView } from '#protocol'
import { t } from '../../../text/index.ts'
import { Button, Dialog } from '../../../ui/index.ts'
import { usePractice } from './practice-store.ts'

export function ResetButton({ system }: { system: PracticeSystemView }) {
  const [asking, setAsking] = useState(false)
  const busy = usePractice((state) => state.busy)
  const { name, title, kinds } = system
  return (
    <>
      <Button size="tight" icon="undo" busy={busy} onClick={() => setAsking(true)}>
        {t('practice.reset')}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('practice.reset-title', { system: title })}
        about={t('practice.reset-about', { count: kinds.reduce((sum, kind) => sum + kind.count, 0) })}
        width={440}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{t('app.cancel')}</Button>
            <Button
              icon="undo"
              className="text-error"
              onClick={() => {
                setAsking(false)
                void usePractice.getState().reset(name)
              }}
            >
              {t('practice.reset-yes')}
            </Button>
          </>
        }
      />
    </>
  )
}
