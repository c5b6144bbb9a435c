/** The parts of Build between which F6 goes round. */

const PANELS = ['top', 'library', 'canvas', 'drawer', 'inspector'] as const
export type PanelName = (typeof PANELS)[number]

const elementOf = (name: PanelName): HTMLElement | null => document.querySelector(`[data-panel="${name}"]`)

/** Puts the keyboard into a panel: where it can act first; without a name, into the one after the present. */
export function nextPanel(name?: PanelName): void {
  const open = PANELS.filter((one) => elementOf(one) !== null)
  const here = open.findIndex((one) => elementOf(one)?.contains(document.activeElement))
  const next = name ?? open[(here + 1) % open.length]
  const element = next && elementOf(next)
  if (!element) return
  const first = element.querySelector<HTMLElement>(
    '[data-step][tabindex="0"], [role="tab"][aria-selected="true"], button:not([disabled]):not([tabindex="-1"]), input, a[href], [tabindex="0"]',
  )
  ;(first ?? element).focus()
}
