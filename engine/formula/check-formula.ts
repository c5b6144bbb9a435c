import { isPart, MOST_FORMULA, type Part, parseFormula } from './syntax.ts'

export type FormulaCheck = { ok: true } | { ok: false; message: string; position: number }

/** Whether a formula can be read. `message` is a plain sentence without full stop; `position` counts characters from 1. */
export function checkFormula(formula: string): FormulaCheck {
  if (formula.trim() === '') return wrong('The formula is empty', 1)
  if (formula.length > MOST_FORMULA)
    return wrong(`The formula is longer than ${MOST_FORMULA.toLocaleString('en-US')} characters`, MOST_FORMULA)
  try {
    const evaluator = partsOf(parseFormula(formula)).find((part) => part.type === 'variable' && part.value === 'eval')
    return evaluator ? wrong('$eval cannot be used', evaluator.position ?? 1) : { ok: true }
  } catch (error) {
    if (error instanceof RangeError) return wrong('The formula is nested too deeply', 1)
    const { message, position } = error as { message?: unknown; position?: unknown }
    const words = typeof message === 'string' && message !== '' ? message.replace(/\.$/, '') : 'It cannot be read'
    return wrong(words, typeof position === 'number' ? Math.max(1, position) : 1)
  }
}

const wrong = (message: string, position: number): FormulaCheck => ({ ok: false, message, position })

/**
 * Names of the top-level fields that a formula certainly reads from the record, in order of appearance. Names inside lists and
 * groups (`lines.price`: only `lines`), in filters and in functions of its own are left out. Empty when it cannot be read.
 */
export function fieldsOf(formula: string): string[] {
  if (!checkFormula(formula).ok) return []
  const found = new Set<string>()
  collect(parseFormula(formula), found)
  return [...found]
}

function collect(part: Part, found: Set<string>): void {
  // A function's body may be called with another record in its place.
  if (part.type === 'lambda' || part.type === 'transform' || part.type === 'apply') {
    if (part.type === 'apply' && isPart(part.lhs)) collect(part.lhs, found)
    return
  }
  if (part.type === 'path') collectPath(part, found)
  else for (const inner of innerOf(part)) collect(inner, found)
}

function collectPath(path: Part, found: Set<string>): void {
  const steps = Array.isArray(path.steps) ? path.steps.filter(isPart) : []
  const [first, second] = steps
  const rooted = first?.type === 'variable' && (first.value === '' || first.value === '$')
  const name = rooted ? second : first
  if (name?.type === 'name') found.add(String(name.value))
  else if (name && !rooted) collect(name, found)
}

const BESIDES = new Set(['predicate', 'stages', 'group', 'procedure', 'ancestor'])

/** The parts that a part is made of, however they are kept. */
function innerOf(part: Part): Part[] {
  const flat = (value: unknown): Part[] => {
    if (isPart(value)) return [value]
    return Array.isArray(value) ? value.flatMap(flat) : []
  }
  return Object.entries(part).flatMap(([key, value]) => (BESIDES.has(key) ? [] : flat(value)))
}

function partsOf(part: Part): Part[] {
  const all: Part[] = []
  const waiting: unknown[] = [part]
  while (waiting.length > 0) {
    const one = waiting.pop()
    if (typeof one !== 'object' || one === null) continue
    if (isPart(one)) all.push(one)
    waiting.push(...Object.values(one))
  }
  return all
}
