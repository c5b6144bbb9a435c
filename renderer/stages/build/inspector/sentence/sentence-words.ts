/** What a setting says inside a sentence. */
import { type Json, type SettingField, settingAt } from '#engine'
import { showNumber } from '../../../../text/index.ts'
import { textOf, textsOf } from '../form.ts'

/** The texts of a setting, one per chip; none when it is not filled in. */
export function chipsOf(
  field: SettingField,
  fields: readonly SettingField[],
  settings: Record<string, Json>,
): string[] {
  const value = settingAt(settings, field.key)
  switch (field.kind) {
    case 'record-fields':
      return textsOf(value)
    case 'choices': {
      const labels = field.choices.filter((choice) => textsOf(value).includes(choice.value)).map(({ label }) => label)
      return labels.length === 0 ? [] : [labels.join(', ')]
    }
    case 'choice':
      return choiceChips(field, fields, settings)
    case 'number':
      return typeof value === 'number' ? [`${showNumber(value)} ${field.unit ?? ''}`.trim()] : []
    default:
      return textOf(value) === '' ? [] : [textOf(value)]
  }
}

/** A choice that opens another setting says what that one says: `30 days` rather than `a number of days`. */
function choiceChips(
  field: Extract<SettingField, { kind: 'choice' }>,
  fields: readonly SettingField[],
  settings: Record<string, Json>,
): string[] {
  const chosen = textOf(settingAt(settings, field.key))
  const opened = fields.find((other) => other.key === chosen && other.key !== field.key)
  const inner = opened ? chipsOf(opened, fields, settings) : []
  if (inner.length > 0) return inner
  const label = field.choices.find((choice) => choice.value === chosen)?.label
  return label === undefined ? [] : [label]
}
