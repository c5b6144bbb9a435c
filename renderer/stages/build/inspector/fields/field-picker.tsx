/** A searchable list of fields behind one button. A name that is not on the list can be typed where the caller allows it. */
import { Combobox } from '@base-ui/react/combobox'
import { type ReactElement, useState } from 'react'
import { t } from '../../../../text/index.ts'
import { Icon } from '../../../../ui/index.ts'

export interface FieldOption {
  name: string
  /** Shown muted at the right: the value of the chosen record, or a note. */
  hint?: string
  label?: string
}

export interface FieldPickerProps {
  /** The button that opens it. */
  trigger: ReactElement
  /** Name of the button and of the list, read aloud; holds the text of the button. */
  label: string
  options: readonly FieldOption[]
  chosen?: string
  /** Any name is taken, because the fields are not all known. */
  typed?: boolean
  onPick(name: string): void
}

interface Item extends FieldOption {
  fresh?: boolean
}

export function FieldPicker({ trigger, label, options, chosen, typed = false, onPick }: FieldPickerProps) {
  const [query, setQuery] = useState('')
  const name = query.trim()
  const items: Item[] = [...options]
  if (typed && name !== '' && !options.some((option) => option.name === name)) items.push({ name, fresh: true })
  return (
    <Combobox.Root<Item>
      items={items}
      value={options.find((option) => option.name === chosen) ?? null}
      onValueChange={(item) => item && onPick(item.name)}
      inputValue={query}
      onInputValueChange={setQuery}
      itemToStringLabel={(item) => item.label ?? item.name}
      isItemEqualToValue={(a, b) => a.name === b.name}
      autoHighlight
    >
      <Combobox.Trigger render={trigger} aria-label={label} />
      <Combobox.Portal>
        <Combobox.Positioner align="start" sideOffset={4} className="z-50">
          <Combobox.Popup
            aria-label={label}
            className="flex max-h-(--available-height) w-72 max-w-(--available-width) flex-col rounded-card border border-hairline bg-panel shadow-card"
          >
            <Search />
            <Combobox.Empty className="px-3 py-2 text-12 text-muted empty:hidden">
              {t(options.length === 0 ? 'field.none-known' : 'field.nothing-found')}
            </Combobox.Empty>
            <Combobox.List className="max-h-64 overflow-y-auto p-1 empty:hidden">
              {(item: Item) => <Line key={item.name} item={item} />}
            </Combobox.List>
            {typed && <p className="border-t border-hairline px-3 py-1.5 text-12 text-muted">{t('field.type-name')}</p>}
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}

const Search = () => (
  <div className="flex items-center gap-2 border-b border-hairline px-3">
    <Icon name="search" size={14} className="text-muted" />
    <Combobox.Input
      placeholder={t('field.search')}
      aria-label={t('field.search')}
      className="h-8 min-w-0 flex-1 bg-transparent text-13 outline-none placeholder:text-muted"
    />
  </div>
)

const Line = ({ item }: { item: Item }) => (
  <Combobox.Item
    value={item}
    className="grid min-h-7 grid-cols-[14px_auto_1fr] items-center gap-2 rounded-control px-1.5 text-13 outline-none select-none data-highlighted:bg-sunken"
  >
    <Combobox.ItemIndicator className="col-start-1 text-accent">
      <Icon name="check" size={14} />
    </Combobox.ItemIndicator>
    <span className="col-start-2 truncate">
      {item.fresh ? t('field.use-typed', { name: item.name }) : (item.label ?? item.name)}
    </span>
    <span className="col-start-3 truncate text-right font-record text-12 text-muted">{item.hint}</span>
  </Combobox.Item>
)
