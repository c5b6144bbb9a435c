/** The words in which a setting is told to be missing or unusable, and the fields it may name. */
import type { Json } from '../model/json.ts'
import type { Problem } from '../model/problem.ts'
import type { SettingField } from '../steps/declare.ts'
import { nameOf, problem } from './inspection.ts'
import type { SettingPlace } from './settings-references.ts'

/** The field of the form that is judged, where it stands. */
export interface Judged<F extends SettingField = SettingField> {
  place: SettingPlace
  field: F
}

type JsonGroup = { [key: string]: Json }

export const isGroup = (value: Json | undefined): value is JsonGroup =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The entry of that name, never what only objects have. */
export const entry = (group: JsonGroup, key: string): Json | undefined =>
  Object.hasOwn(group, key) ? group[key] : undefined

export const missing = ({ place: { inspection, stepId }, field: { key, label } }: Judged): Problem =>
  problem(
    'setting.missing',
    'blocks',
    { step: stepId, field: key },
    { step: nameOf(inspection, stepId), setting: `"${label}"` },
  )

export const invalid = ({ place: { inspection, stepId }, field: { key, label } }: Judged, why: string): Problem =>
  problem(
    'setting.invalid',
    'blocks',
    { step: stepId, field: key },
    { step: nameOf(inspection, stepId), setting: `"${label}"`, why },
  )

/** The start says which fields there are; it does not use them. */
const uses = ({ inspection, stepId }: SettingPlace) => inspection.kindOf(stepId)?.group !== 'start'

/** Names that the arriving records do not have, each once. */
export function unknownFields({ place, field: { key } }: Judged, names: readonly string[]): Problem[] {
  const { arriving, inspection, stepId } = place
  if (!arriving || !uses(place)) return []
  const gone = [...new Set(names)].filter((name) => name !== '' && !arriving.includes(name))
  const step = nameOf(inspection, stepId)
  return gone.map((field) => problem('setting.unknown-field', 'blocks', { step: stepId, field: key }, { step, field }))
}
