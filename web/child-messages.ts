/** What the host and the studio process behind it say to each other. */
import type { Reason } from '#engine'

/** The request of a window for a line, with the headers of its handshake. */
export interface LineRequest {
  target: string
  headers: Record<string, string>
}

/** Host to studio. A `line` travels together with the socket of the window. */
export type ToStudio = ({ type: 'line' } & LineRequest) | { type: 'close' }

/** Studio to host. `failed` says why the studio could not open; it ends after it. */
export type FromStudio = { type: 'ready' } | { type: 'failed'; reason: Reason } | { type: 'windows'; open: number }
