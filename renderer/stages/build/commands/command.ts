/** A verb of Build. One list serves palette, keys and menu, so that none of them knows something the others do not. */
import type { IconName } from '../../../ui/index.ts'

export type CommandGroup = 'run' | 'add' | 'edit' | 'view' | 'go' | 'settings'

export interface Command {
  id: string
  title: string
  group: CommandGroup
  icon?: IconName
  /** Such as `mod+z`, `n`, `shift+t`, `f5`; the first one is shown. */
  keys?: readonly string[]
  /** Single letters and arrows work only while the keyboard is on the canvas. */
  canvas?: boolean
  /** Other words a person may search for. */
  synonyms?: readonly string[]
  /** One more sentence for the palette. */
  about?: string
  /** Left out of the palette: only a key makes sense. */
  hidden?: boolean
  /** Why it cannot be done now; undefined when it can. */
  why?(): string | undefined
  run(): void
}
