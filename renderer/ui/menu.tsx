import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement } from 'react'
import { Icon, type IconName } from './icon.tsx'

export interface MenuItem {
  id: string
  label: string
  icon?: IconName
  shortcut?: string
  /** Why it cannot be chosen now; shown beside it. */
  disabledWhy?: string
  /** Given for items of which one is chosen. */
  chosen?: boolean
  danger?: boolean
  onChoose(): void
}

export interface MenuProps {
  /** The button that opens it; it must have an accessible name. */
  trigger: ReactElement
  label: string
  /** Groups of items, with a line between them. */
  groups: MenuItem[][]
  side?: 'top' | 'bottom' | 'left' | 'right'
  align?: 'start' | 'center' | 'end'
}

export function Menu({ trigger, label, groups, side = 'bottom', align = 'start' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} className="z-50">
          <Base.Popup
            aria-label={label}
            className="min-w-44 rounded-card border border-hairline bg-panel p-1 shadow-card outline-none"
          >
            {groups.map((items, at) => (
              <div
                key={items[0]?.id ?? at}
                className={at > 0 ? 'mt-1 border-t border-hairline pt-1' : undefined}
                role="none"
              >
                {items.map((item) => (
                  <MenuLine key={item.id} item={item} />
                ))}
              </div>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

const LINE =
  'flex h-8 items-center gap-2 rounded-control px-2 text-13 outline-none select-none data-highlighted:bg-sunken data-disabled:text-muted'

function MenuLine({ item }: { item: MenuItem }) {
  const disabled = item.disabledWhy !== undefined
  const inside = (
    <>
      {item.icon && <Icon name={item.icon} size={16} />}
      <span className="flex-1">{item.label}</span>
      {item.disabledWhy && <span className="text-12 text-muted">{item.disabledWhy}</span>}
      {item.shortcut && <kbd className="font-ui text-12 text-muted">{item.shortcut}</kbd>}
      {item.chosen && <Icon name="check" size={16} className="text-accent" />}
    </>
  )
  const className = item.danger ? `${LINE} text-error` : LINE
  if (item.chosen === undefined)
    return (
      <Base.Item className={className} disabled={disabled} onClick={item.onChoose}>
        {inside}
      </Base.Item>
    )
  return (
    <Base.CheckboxItem checked={item.chosen} closeOnClick className={className} onCheckedChange={item.onChoose}>
      {inside}
    </Base.CheckboxItem>
  )
}
