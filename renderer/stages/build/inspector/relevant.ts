/** Which settings matter as the others stand: one that a choice names by its key matters only while that choice is chosen. */
import { type Json, type SettingField, settingAt } from '#engine'

export function isRelevant(
  field: SettingField,
  fields: readonly SettingField[],
  settings: Record<string, Json>,
): boolean {
  const chooser = chooserOf(field, fields)
  return !chooser || settingAt(settings, chooser.key) === field.key
}

/** The choice that opens this setting, if one does. */
export const chooserOf = (
  field: SettingField,
  fields: readonly SettingField[],
): Extract<SettingField, { kind: 'choice' }> | undefined =>
  fields.find(
    (other): other is Extract<SettingField, { kind: 'choice' }> =>
      other.kind === 'choice' && other.key !== field.key && other.choices.some((choice) => choice.value === field.key),
  )
