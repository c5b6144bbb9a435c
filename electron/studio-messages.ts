/** What main and the studio process say to each other. A `line` travels together with one MessagePort of a window. */
import type { Reason } from '#engine'

export type ToStudio = { type: 'line' } | { type: 'close' }

/** `failed` says why the studio could not open; it ends after it. */
export type FromStudio = { type: 'ready' } | { type: 'failed'; reason: Reason }

/** The channels between main and preload. */
export const CHANNELS = {
  requestStudio: 'studio:request',
  studioPort: 'studio:port',
  studioLost: 'studio:lost',
  menu: 'menu',
  openExternal: 'external:open',
} as const
