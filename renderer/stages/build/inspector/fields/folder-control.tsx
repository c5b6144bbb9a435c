import { useFlow } from '../../../../state/flow-store.ts'
import { t } from '../../../../text/index.ts'
import { TextField } from '../../../../ui/index.ts'
import { type ControlProps, textOf } from '../form.ts'

/** The full path of a folder on this machine, as its file manager shows it. */
export function FolderControl({ field, value, change }: ControlProps<'folder'>) {
  return (
    <TextField
      label={field.label}
      hideLabel
      mono
      value={textOf(value)}
      placeholder={t('folder.example')}
      onChange={(path) => change(path.trim(), { typing: true })}
      onBlur={() => useFlow.getState().endGroup()}
    />
  )
}
