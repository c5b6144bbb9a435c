/** Which sheet of a workbook is read. Its columns are the file's, so both are changed by one edit. */
import { useEffect, useState } from 'react'
import { type Reason, withSetting } from '#engine'
import type { KeptFile } from '#protocol'
import { asReason, studio } from '../../../../client/index.ts'
import { useFlow } from '../../../../state/flow-store.ts'
import { t } from '../../../../text/index.ts'
import { ErrorNote, Select } from '../../../../ui/index.ts'
import { type ControlProps, type StepForm, settingValue, textOf } from '../form.ts'

/** Key of the setting beside the file; the first sheet is the blank one, so that it stays the first when sheets are renamed. */
export const SHEET = 'sheet'

interface ChooserProps {
  /** Id of the kept file. */
  file: string
  field: ControlProps<'file'>['field']
  form: StepForm
}

/** Nothing for a file that has no sheets, or only one. */
export function SheetChooser({ file, field, form }: ChooserProps) {
  const [sheets, setSheets] = useState<readonly string[]>([])
  const [error, setError] = useState<Reason>()
  useEffect(() => {
    let wanted = true
    studio()
      .files.describe({ file })
      .then((kept) => wanted && setSheets(kept.sheets ?? []))
      .catch((failed: unknown) => wanted && setError(asReason(failed)))
    return () => {
      wanted = false
    }
  }, [file])
  const chosen = textOf(settingValue(form, SHEET)).trim()
  if (sheets.length < 2 && chosen === '' && !error) return null
  const [first = '', ...others] = sheets
  const known = others.find((name) => name.trim().toLowerCase() === chosen.toLowerCase())
  const isFirst = chosen === '' || chosen.toLowerCase() === first.trim().toLowerCase()
  const choose = async (sheet: string) => {
    setError(undefined)
    try {
      chooseSheet(form, field, await studio().files.describe({ file, sheet }), sheet)
    } catch (failed) {
      setError(asReason(failed))
    }
  }
  const choices = [
    { value: '', label: first === '' ? chosen : t('file.sheet-first', { name: first }) },
    ...others.map((name) => ({ value: name, label: name })),
    // One that the workbook does not have stays to be seen until another is chosen.
    ...(isFirst || known !== undefined ? [] : [{ value: chosen, label: chosen }]),
  ]
  return (
    <>
      {sheets.length > 0 && (
        <Select
          label={t('file.sheet')}
          value={isFirst ? '' : (known ?? chosen)}
          choices={choices}
          onChange={(sheet) => void choose(sheet)}
        />
      )}
      {error && <ErrorNote reason={error} onDismiss={() => setError(undefined)} />}
    </>
  )
}

/** Writes the file with the columns of that sheet, and the sheet, as one edit of the step as it is now. */
export function chooseSheet(
  { stepId, kind }: StepForm,
  field: ChooserProps['field'],
  { file, name, columns }: KeptFile,
  sheet: string,
): void {
  const { flow, apply } = useFlow.getState()
  const step = flow?.steps[stepId]
  if (!step) return
  const written = withSetting(step.settings, field.key, { file, name, columns })
  const hasSheets = kind.fields.some(({ key }) => key === SHEET)
  const settings = hasSheets ? withSetting(written, SHEET, sheet) : written
  const setting = sheet === '' ? field.label : t('file.sheet')
  apply({ kind: 'update-step', id: stepId, patch: { settings } }, t('change.setting', { setting, step: step.title }))
}
