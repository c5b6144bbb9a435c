/** A field and the list it narrows, worked with the keyboard alone: arrows choose, Enter takes, Esc leaves. */
import { Dialog } from '@base-ui/react/dialog'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import { t } from '../../../text/index.ts'
import { Icon, type IconName, joinClasses } from '../../../ui/index.ts'
import { type Findable, find } from './find.ts'

export interface ListItem extends Findable {
  id: string
  icon?: IconName
  /** In front of the title, instead of an icon. */
  mark?: ReactNode
  group?: string
  shortcut?: string
  /** Why it cannot be chosen; shown with it. */
  why?: string | undefined
  choose(): void
}

export interface SearchListProps {
  title: string
  placeholder: string
  items: readonly ListItem[]
  onClose(): void
  /** Above the list. */
  top?: ReactNode
}

export function SearchList({ title, placeholder, items, onClose, top }: SearchListProps) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Dialog.Popup
          initialFocus={field}
          className="fixed top-[12vh] left-1/2 z-40 flex max-h-[70vh] w-[560px] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-dialog border border-hairline bg-panel shadow-card"
        >
          <Dialog.Title className="sr-only">{title}</Dialog.Title>
          <Inside field={field} title={title} placeholder={placeholder} items={items} onClose={onClose} top={top} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Inside({
  field,
  title,
  placeholder,
  items,
  onClose,
  top,
}: SearchListProps & { field: React.RefObject<HTMLInputElement | null> }) {
  const id = useId()
  const [search, setSearch] = useState('')
  const [at, setAt] = useState(0)
  const found = useMemo(() => find(items, search), [items, search])
  const current = found[Math.min(at, found.length - 1)]
  useEffect(() => {
    if (current) document.getElementById(`${id}-${current.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, current])
  const take = (item: ListItem | undefined) => {
    if (!item || item.why !== undefined) return
    onClose()
    item.choose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (by !== undefined && found.length > 0) {
      event.preventDefault()
      const next = at + by
      setAt(Math.abs(by) === 1 ? (next + found.length) % found.length : Math.min(Math.max(next, 0), found.length - 1))
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      take(current)
    }
  }
  return (
    <>
      <div className="flex items-center gap-2.5 border-b border-hairline px-4">
        <Icon name="search" className="text-muted" />
        <input
          ref={field}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={current ? `${id}-${current.id}` : undefined}
          aria-label={title}
          placeholder={placeholder}
          value={search}
          spellCheck={false}
          className="h-12 min-w-0 flex-1 bg-transparent text-16 outline-none placeholder:text-muted"
          onChange={(event) => {
            setSearch(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {top}
      <div id={`${id}-list`} role="listbox" aria-label={title} className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {found.map((item, i) => (
          <Line
            key={item.id}
            id={`${id}-${item.id}`}
            item={item}
            chosen={item === current}
            heading={search === '' && item.group !== found[i - 1]?.group ? item.group : undefined}
            onPoint={() => setAt(i)}
            onTake={() => take(item)}
          />
        ))}
        {found.length === 0 && (
          <p className="px-3 py-6 text-center text-13 text-muted">{t('palette.nothing', { search })}</p>
        )}
      </div>
    </>
  )
}

interface LineProps {
  id: string
  item: ListItem
  chosen: boolean
  heading: string | undefined
  onPoint(): void
  onTake(): void
}

function Line({ id, item, chosen, heading, onPoint, onTake }: LineProps) {
  return (
    <>
      {heading && (
        <div role="presentation" className="px-2.5 pt-2 pb-1 text-12 font-medium text-muted">
          {heading}
        </div>
      )}
      {/* The keyboard is in the field above: it names the chosen option and takes Enter. */}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={chosen}
        aria-disabled={item.why !== undefined}
        className={joinClasses(
          'flex min-h-9 items-center gap-2.5 rounded-control px-2.5 py-1 text-13',
          chosen && 'bg-sunken',
          item.why !== undefined && 'text-muted',
        )}
        onPointerMove={onPoint}
        onClick={onTake}
        onKeyDown={undefined}
      >
        {item.mark ?? (item.icon ? <Icon name={item.icon} size={18} /> : <span className="w-[18px] shrink-0" />)}
        <span className="shrink-0">{item.title}</span>
        <span className="min-w-0 flex-1 truncate text-12 text-muted" title={item.why ?? item.about}>
          {item.why ?? item.about}
        </span>
        {item.shortcut && <kbd className="shrink-0 font-ui text-12 text-muted">{item.shortcut}</kbd>}
      </div>
    </>
  )
}
