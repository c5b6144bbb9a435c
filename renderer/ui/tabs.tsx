import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

export interface Tab<Id extends string = string> {
  id: Id
  label: string
  count?: ReactNode
}

export interface TabsProps<Id extends string> {
  label: string
  tabs: readonly Tab<Id>[]
  chosen: Id
  onChoose(id: Id): void
  /** Right of the tabs, in the same line. */
  end?: ReactNode
  /** The content of the chosen tab. */
  children: ReactNode
  className?: string
}

/** A row of tabs and the panel of the chosen one, which fills the rest of the column. */
export function Tabs<Id extends string>({ label, tabs, chosen, onChoose, end, children, className }: TabsProps<Id>) {
  return (
    <Base.Root
      value={chosen}
      onValueChange={(value) => onChoose(value as Id)}
      className={className ?? 'flex h-full min-h-0 flex-col'}
    >
      <div className="flex shrink-0 items-stretch border-b border-hairline">
        <Base.List
          aria-label={label}
          className="flex min-w-0 flex-1 gap-0.5 overflow-x-auto px-3 [scrollbar-width:none]"
        >
          {tabs.map((tab) => (
            <Base.Tab
              key={tab.id}
              value={tab.id}
              className="-mb-px min-h-8 shrink-0 border-b-2 border-transparent px-2 py-1.5 text-13 whitespace-nowrap text-muted hover:text-ink data-active:border-accent data-active:font-medium data-active:text-ink -outline-offset-2"
            >
              {tab.label}
              {tab.count !== undefined && <span className="text-muted"> {tab.count}</span>}
            </Base.Tab>
          ))}
        </Base.List>
        {end}
      </div>
      <Base.Panel value={chosen} className="min-h-0 flex-1 overflow-auto -outline-offset-2">
        {children}
      </Base.Panel>
    </Base.Root>
  )
}
