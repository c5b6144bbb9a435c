/** Tells a screen reader, politely, what a command did. */
import { create } from 'zustand'

const useSaid = create<{ text: string; turn: number }>()(() => ({ text: '', turn: 0 }))

/** The same sentence said twice is heard twice. */
export const announce = (text: string): void => useSaid.setState(({ turn }) => ({ text, turn: turn + 1 }))

export function Announcer() {
  const { text, turn } = useSaid()
  return (
    <p role="status" className="sr-only">
      {text}
      {turn % 2 === 1 ? '\u00a0' : ''}
    </p>
  )
}
