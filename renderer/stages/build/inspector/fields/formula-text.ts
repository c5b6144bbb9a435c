/** The name of a field as formulas write it: in backticks unless it is one plain word. */
export const nameInFormula = (name: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !WORDS.has(name) ? name : `\`${name.replaceAll('`', '')}\``

const WORDS = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function'])

/** The text with `what` in place of what is selected, and where the caret stands then. */
export function putIn(text: string, what: string, start: number, end: number): { text: string; caret: number } {
  const before = text.slice(0, start)
  const gap = before === '' || /[\s([{,]$/.test(before) ? '' : ' '
  return { text: `${before}${gap}${what}${text.slice(end)}`, caret: start + gap.length + what.length }
}
