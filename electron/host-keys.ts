/** The studio's side of the operating system's key store: it asks main, which alone may use it. */
import type { ParentPort } from 'electron'
import type { StudioOptions } from '#studio'
import type { FromStudio, ToStudio } from './studio-messages.ts'

export type HostKeys = NonNullable<StudioOptions['keys']>

export function hostKeys(parent: ParentPort): HostKeys {
  const waiting = new Map<number, (text: string | undefined) => void>()
  let last = 0
  parent.on('message', ({ data }: { data: ToStudio }) => {
    if (data.type !== 'keys') return
    waiting.get(data.id)?.(data.text)
    waiting.delete(data.id)
  })
  const ask = async (does: 'protect' | 'reveal', text: string): Promise<string> => {
    const id = ++last
    const answer = await new Promise<string | undefined>((answered) => {
      waiting.set(id, answered)
      parent.postMessage({ type: 'keys', id, do: does, text } satisfies FromStudio)
    })
    if (answer === undefined) throw new Error(`the key store did not ${does}`)
    return answer
  }
  return { protect: (text) => ask('protect', text), reveal: (text) => ask('reveal', text) }
}
