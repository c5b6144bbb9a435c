/** How a test, which started the stand-in as its child, drives and watches what has no page: menus, the system, processes. */

export type ToStandin =
  | { do: 'quit' }
  | { do: 'menu'; id: string }
  | { do: 'second-instance' }
  | { do: 'permission'; permission: string }

export type FromStandin =
  | { saw: 'ready'; endpoint: string }
  | { saw: 'show' }
  | { saw: 'focus' }
  | { saw: 'utility'; pid: number }
  | { saw: 'external'; url: string }
  | { saw: 'error-box'; title: string; content: string }
  | { saw: 'permission'; granted: boolean }

export const tell = (message: FromStandin): void => {
  if (process.connected) process.send?.(message)
}

export const onAsked = (listener: (message: ToStandin) => void): void => {
  process.on('message', listener)
}
