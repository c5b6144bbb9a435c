/** A formula, with what is wrong in it said in words, and the names of the fields to put in with a click. */
import { useRef } from 'react'
import { checkFormula } from '#engine'
import { useFlow } from '../../../../state/flow-store.ts'
import { t } from '../../../../text/index.ts'
import { Icon } from '../../../../ui/index.ts'
import { type ControlProps, problemsOf, textOf } from '../form.ts'
import { nameInFormula, putIn } from './formula-text.ts'

export function FormulaControl({ field, value, change, form }: ControlProps<'formula'>) {
  const area = useRef<HTMLTextAreaElement>(null)
  const text = textOf(value)
  // A problem of the flow says the same and more; until it is there, the formula speaks for itself.
  const said = text.trim() === '' || problemsOf(form, field.key).length > 0
  const check = said ? { ok: true as const } : checkFormula(text)
  const write = (next: string) => change(next, { typing: true })
  const insert = (name: string) => {
    const at = area.current
    const put = putIn(text, nameInFormula(name), at?.selectionStart ?? text.length, at?.selectionEnd ?? text.length)
    write(put.text)
    requestAnimationFrame(() => {
      at?.focus()
      at?.setSelectionRange(put.caret, put.caret)
    })
  }
  return (
    <div className="flex flex-col gap-1.5">
      <textarea
        ref={area}
        aria-label={field.label}
        aria-invalid={check.ok ? undefined : true}
        rows={5}
        spellCheck={false}
        maxLength={20_000}
        value={text}
        onChange={(event) => write(event.target.value)}
        onBlur={() => useFlow.getState().endGroup()}
        className="field h-auto w-full resize-y py-1 font-record text-13"
      />
      {!check.ok && (
        <p role="status" className="flex items-start gap-1.5 text-12 text-error">
          <Icon name="warning" size={14} className="mt-px" />
          <span className="min-w-0 break-words">
            {t('formula.wrong', { message: check.message, position: check.position })}
          </span>
        </p>
      )}
      {form.arriving && form.arriving.length > 0 && (
        <ul className="flex max-h-32 flex-wrap gap-1 overflow-y-auto" aria-label={t('formula.fields')}>
          {form.arriving.map((name) => (
            <li key={name} className="max-w-full">
              <button
                type="button"
                title={t('formula.put', { field: name })}
                onClick={() => insert(name)}
                className="h-6 max-w-full truncate rounded-control border border-hairline bg-panel px-1.5 font-record text-12 hover:bg-sunken"
              >
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
