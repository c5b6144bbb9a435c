/** Where stepping pauses: at a step, by an exit, when a field says something; and the way to the next record that comes there. */
import { useState } from 'react'
import type { Breakpoint, Flow } from '#engine'
import { NO_PAUSES, usePauses } from '../../../state/pause-store.ts'
import { useStepping } from '../../../state/step-store.ts'
import { t } from '../../../text/index.ts'
import { Button, Dialog } from '../../../ui/index.ts'
import { PauseLine } from './pause-line.tsx'

/** Opens the list of places; says how many there are. */
export function PauseButton({ flow }: { flow: Flow }) {
  const [open, setOpen] = useState(false)
  const count = usePauses((state) => state.byFlow[flow.id]?.length ?? 0)
  return (
    <>
      <Button size="tight" icon="pause" onClick={() => setOpen(true)}>
        {t('pause.count', { count })}
      </Button>
      {open && <PauseDialog flow={flow} onClose={() => setOpen(false)} />}
    </>
  )
}

function PauseDialog({ flow, onClose }: { flow: Flow; onClose(): void }) {
  const list = usePauses((state) => state.byFlow[flow.id] ?? NO_PAUSES)
  const findPause = useStepping((state) => state.findPause)
  const set = (next: readonly Breakpoint[]) => usePauses.getState().set(flow.id, next)
  const go = () => {
    onClose()
    void findPause(list)
  }
  return (
    <Dialog
      open
      width={620}
      onClose={onClose}
      title={t('pause.title')}
      about={t('pause.about')}
      actions={
        <>
          <Button onClick={onClose}>{t('pause.done')}</Button>
          <Button variant="primary" icon="play" disabled={list.length === 0} onClick={go}>
            {t('pause.go')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-2">
        {list.length === 0 && <p className="text-13 text-muted">{t('pause.none')}</p>}
        {list.map((one, index) => (
          <PauseLine
            key={lineKey(index)}
            flow={flow}
            number={index + 1}
            breakpoint={one}
            onChange={(next) => set(list.map((other, i) => (i === index ? next : other)))}
            onRemove={() => set(list.filter((_, i) => i !== index))}
          />
        ))}
        <div>
          <Button size="tight" icon="plus" onClick={() => set([...list, { exit: 'aside' }])}>
            {t('pause.add')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

const lineKey = (index: number): string => `place-${index}`
