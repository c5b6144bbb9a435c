/** Which settings matter as the others stand: by their own condition, or because a choice names them by their key. */
import { type Json, type SettingField, settingAt } from '#engine'

export function isRelevant(
  field: SettingField,
  fields: readonly SettingField[],
  settings: Record<string, Json>,
): boolean {
  if (field.when && !holds(field.when, settings)) return false
  const chooser = chooserOf(field, fields)
  return !chooser || settingAt(settings, chooser.key) === field.key
}

const holds = ({ key, is }: NonNullable<SettingField['when']>, settings: Record<string, Json>): boolean => {
  const value = settingAt(settings, key)
  return is.some((one) => one === value)
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
