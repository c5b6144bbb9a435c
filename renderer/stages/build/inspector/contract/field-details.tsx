/** The rarer rules of one field: a pattern with the words that explain it, and the longest length. */
import type { ContractField } from '#engine'
import { useFlow } from '../../../../state/flow-store.ts'
import { t } from '../../../../text/index.ts'
import { Button, TextField } from '../../../../ui/index.ts'

export interface FieldDetailsProps {
  field: ContractField
  onChange(field: ContractField, typing?: boolean): void
  onRemove(): void
}

export function FieldDetails({ field, onChange, onRemove }: FieldDetailsProps) {
  const source = field.pattern?.source ?? ''
  const words = field.pattern?.words ?? ''
  const wrong = readable(source) ? undefined : t('contract.bad-pattern')
  const set = (pattern: { source: string; words: string }) => {
    const { pattern: _before, ...rest } = field
    onChange(pattern.source === '' && pattern.words === '' ? rest : { ...rest, pattern }, true)
  }
  const endGroup = () => useFlow.getState().endGroup()
  return (
    <div className="flex flex-col gap-2">
      <TextField
        label={t('contract.pattern')}
        help={t('contract.pattern-hint')}
        {...(wrong ? { wrong } : {})}
        value={source}
        onChange={(next) => set({ source: next, words })}
        onBlur={endGroup}
        maxLength={500}
        mono
      />
      <TextField
        label={t('contract.pattern-words')}
        value={words}
        onChange={(next) => set({ source, words: next })}
        onBlur={endGroup}
        maxLength={200}
        placeholder={t('contract.pattern-example')}
      />
      <TextField
        label={t('contract.max-length')}
        value={field.maxLength === undefined ? '' : String(field.maxLength)}
        inputMode="numeric"
        onChange={(text) => onChange(withLength(field, text), true)}
        onBlur={endGroup}
      />
      <div>
        <Button size="tight" icon="remove" onClick={onRemove}>
          {t('contract.remove', { field: field.name })}
        </Button>
      </div>
    </div>
  )
}

function withLength(field: ContractField, text: string): ContractField {
  const { maxLength: _before, ...rest } = field
  const length = Number.parseInt(text, 10)
  return Number.isInteger(length) && length >= 1 && length <= 1_000_000 ? { ...rest, maxLength: length } : rest
}

function readable(source: string): boolean {
  try {
    return new RegExp(source, 'u').source !== undefined
  } catch {
    return false
  }
}
