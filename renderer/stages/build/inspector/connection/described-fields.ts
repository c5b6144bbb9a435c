/** How the fields of an account differ from those that were read of it before. */
import type { TargetField } from '#engine'

export interface FieldsDiffer {
  /** Labels. */
  added: string[]
  gone: string[]
  changed: string[]
}

/** Undefined when nothing differs. */
export function differenceOf(before: readonly TargetField[], after: readonly TargetField[]): FieldsDiffer | undefined {
  const had = new Map(before.map((field) => [field.name, field]))
  const has = new Set(after.map(({ name }) => name))
  const added = after.filter(({ name }) => !had.has(name)).map(({ label }) => label)
  const gone = before.filter(({ name }) => !has.has(name)).map(({ label }) => label)
  const changed = after.filter((field) => isOther(had.get(field.name), field)).map(({ label }) => label)
  return added.length + gone.length + changed.length === 0 ? undefined : { added, gone, changed }
}

/** What is absent is the same as what is not so. */
const isOther = (before: TargetField | undefined, after: TargetField): boolean =>
  before !== undefined && saidOf(before) !== saidOf(after)

const saidOf = ({ label, type, required, readOnly, unique, choices = [], path }: TargetField): string =>
  JSON.stringify([label, type, required ?? false, readOnly ?? false, unique ?? false, choices, path ?? ''])
