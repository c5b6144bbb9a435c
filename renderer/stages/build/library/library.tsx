/** The steps that there are, to drag onto the canvas or to add with a click or Enter. */
import { useMemo, useState } from 'react'
import { STEP_KINDS, type StepGroup, type StepKind } from '#engine'
import { STEP_DRAG } from '../../../canvas/index.ts'
import { t } from '../../../text/index.ts'
import { Icon } from '../../../ui/index.ts'
import { addHere } from '../editing/add-step.ts'
import { find } from '../palette/find.ts'

const GROUPS: readonly StepGroup[] = ['start', 'shape', 'gate', 'write', 'people', 'flow', 'end']

export function Library() {
  const [search, setSearch] = useState('')
  const found = useMemo(() => find(STEP_KINDS, search), [search])
  return (
    <div className="flex h-full min-h-0 flex-col pb-3">
      <label className="mx-3 mt-3 flex h-8 items-center gap-2 rounded-control border border-edge px-2.5 text-13 text-muted focus-within:outline-2 focus-within:outline-focus">
        <Icon name="search" size={16} />
        <span className="sr-only">{t('library.find')}</span>
        <input
          className="min-w-0 flex-1 bg-transparent text-ink outline-none placeholder:text-muted"
          placeholder={t('library.find')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            const first = found[0]
            if (event.key === 'Enter' && first) addHere(first.kind)
          }}
        />
        <kbd className="rounded-control border border-hairline px-1.5 font-ui text-12">N</kbd>
      </label>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {GROUPS.map((group) => (
          <Group key={group} group={group} kinds={found.filter((kind) => kind.group === group)} />
        ))}
        {found.length === 0 && <p className="p-4 text-13 text-muted">{t('palette.nothing', { search })}</p>}
      </div>
      <p className="px-4 pt-3 text-12 text-muted">{t('library.hint')}</p>
    </div>
  )
}

function Group({ group, kinds }: { group: StepGroup; kinds: readonly StepKind[] }) {
  if (kinds.length === 0) return null
  return (
    <section aria-label={t(`group.${group}`)}>
      <h3 className="px-4 pt-3.5 pb-1 text-12 text-muted">{t(`group.${group}`)}</h3>
      {kinds.map((kind) => (
        <button
          key={kind.kind}
          type="button"
          draggable
          title={kind.about}
          className="flex h-8 w-full cursor-grab items-center gap-2.5 px-4 text-left text-14 -outline-offset-2 hover:bg-sunken"
          onClick={() => addHere(kind.kind)}
          onDragStart={(event) => {
            event.dataTransfer.setData(STEP_DRAG, kind.kind)
            event.dataTransfer.effectAllowed = 'copy'
          }}
        >
          <Icon name={kind.icon} />
          {kind.title}
        </button>
      ))}
    </section>
  )
}
