import { useState } from 'react'
import { useFlow } from '../../state/flow-store.ts'
import { t } from '../../text/index.ts'

/** The name of the flow in the top bar, edited in place; typing is one undo. */
export function FlowName() {
  const name = useFlow((s) => s.flow?.name ?? '')
  const { apply, endGroup } = useFlow.getState()
  const [before, setBefore] = useState(name)
  const change = (next: string) =>
    apply({ kind: 'update-flow', patch: { name: next } }, t('did.name'), { group: 'flow name' })
  return (
    <span className="inline-grid max-w-[36ch] min-w-24 items-center">
      <h1 className="sr-only">{name || t('flow.unnamed')}</h1>
      {/* The same text underneath gives the field its width. */}
      <span aria-hidden="true" className="invisible col-start-1 row-start-1 truncate px-1 whitespace-pre">
        {name || t('flow.unnamed')}
      </span>
      <input
        aria-label={t('build.flow-name')}
        className="col-start-1 row-start-1 w-full min-w-0 truncate rounded-control bg-transparent px-1 font-strong hover:bg-sunken focus:bg-sunken"
        size={1}
        maxLength={200}
        placeholder={t('flow.unnamed')}
        value={name}
        onFocus={() => setBefore(name)}
        onChange={(event) => change(event.target.value)}
        onBlur={endGroup}
        onKeyDown={(event) => {
          if (event.key === 'Escape') change(before)
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
        }}
      />
    </span>
  )
}
