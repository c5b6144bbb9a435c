/** Steps as portable text: they can be pasted into another flow, a mail or a file. No sign-in is ever in a flow, so none is in the text. */
import { copyOf, type Position, pasteInto } from '#engine'
import { view } from '../../../canvas/index.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'
import { announce } from '../announcer.tsx'
import { apply, namesOf, openFlow } from './drawing.ts'
import { removeSteps } from './remove.ts'

const chosen = (): readonly string[] => useFlow.getState().selection.steps

/** What was copied last, for where the system's clipboard may not be read. */
let kept = ''

export async function copySelection(): Promise<void> {
  const flow = openFlow()
  if (!flow || chosen().length === 0) return
  kept = copyOf(flow, chosen())
  announce(t('did.copied', { steps: namesOf(flow, chosen(), (count) => t('did.steps', { count })) }))
  await navigator.clipboard.writeText(kept).catch(() => undefined)
}

export async function cutSelection(): Promise<void> {
  await copySelection()
  removeSteps(chosen())
}

export async function paste(): Promise<void> {
  const text = await navigator.clipboard.readText().catch(() => kept)
  pasteText(text)
}

export function duplicateSelection(): void {
  const flow = openFlow()
  if (flow && chosen().length > 0) pasteText(copyOf(flow, chosen()), undefined, 'did.duplicate')
}

function pasteText(text: string, at?: Position, name: 'did.paste' | 'did.duplicate' = 'did.paste'): void {
  const flow = openFlow()
  const pasted = flow && pasteInto(flow, text, at)
  if (!pasted) {
    announce(t('did.nothing-to-paste'))
    return
  }
  const count = pasted.ids.length
  apply(pasted.edit, t(name, { steps: t('did.steps', { count }) }))
  useFlow.getState().select({ steps: pasted.ids })
  view.focus(pasted.ids[0] === undefined ? undefined : { step: pasted.ids[0] })
}
