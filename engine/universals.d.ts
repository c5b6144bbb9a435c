/** The few names that every runtime has. Anything else of a host must come in as a port. */
interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

declare class AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}

declare function queueMicrotask(task: () => void): void

declare class TextEncoder {
  encode(text: string): Uint8Array
}

declare class URL {
  constructor(text: string, base?: string)
  static canParse(text: string, base?: string): boolean
  readonly origin: string
  readonly pathname: string
  readonly search: string
}
