/** What the host and the studio process behind it say to each other; what windows say goes past these, over the studio's own pipe. */
import type { Reason } from '#engine'

/** Host to studio. */
export type ToStudio = { type: 'close' }

/** Studio to host. `failed` says why the studio could not open; it ends after it. */
export type FromStudio = { type: 'ready' } | { type: 'failed'; reason: Reason }
