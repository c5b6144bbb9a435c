import { useEffect, useRef, useState } from 'react'
import { useFlow } from '../state/flow-store.ts'
import { t } from '../text/index.ts'
import { useActions } from './actions.ts'
import { useCanvas } from './canvas-store.ts'
import { titleOf } from './kinds.ts'
import { view } from './viewport.ts'

/** The name on the card; a double click or F2 edits it in place. */
export function CardName({ id }: { id: string }) {
  const name = useFlow((s) => (s.flow ? titleOf(s.flow, id) : id))
  const renaming = useCanvas((s) => s.renaming === id)
  if (renaming) return <NameField id={id} name={name} />
  return (
    <div className="card-name" title={name}>
      {name}
    </div>
  )
}

function NameField({ id, name }: { id: string; name: string }) {
  const { rename } = useActions()
  const [text, setText] = useState(name)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const finish = (keep: boolean) => {
    useCanvas.setState({ renaming: undefined })
    if (keep && text.trim() !== '' && text !== name) rename(id, text.trim())
    view.focus({ step: id })
  }
  return (
    <input
      ref={field}
      className="field nodrag nopan h-6 w-full px-1 font-strong"
      aria-label={t('canvas.name')}
      maxLength={120}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') finish(true)
        if (event.key === 'Escape') finish(false)
      }}
    />
  )
}
