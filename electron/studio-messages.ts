/** What main and the studio process say to each other. A `line` travels together with one MessagePort of a window. */
import type { Reason } from '#engine'

export type ToStudio =
  | { type: 'line' }
  | { type: 'close' }
  /** The answer to a `keys`; without a text: the key store is not there, or does not open it. */
  | { type: 'keys'; id: number; text?: string }

/** `failed` says why the studio could not open; it ends after it. `keys` asks main for the operating system's key store. */
export type FromStudio =
  | { type: 'ready' }
  | { type: 'failed'; reason: Reason }
  | { type: 'keys'; id: number; do: 'protect' | 'reveal'; text: string }

/** The channels between main and preload. */
export const CHANNELS = {
  requestStudio: 'studio:request',
  studioPort: 'studio:port',
  studioLost: 'studio:lost',
  menu: 'menu',
  openExternal: 'external:open',
} as const
