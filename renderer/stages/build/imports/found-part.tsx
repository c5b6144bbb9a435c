/** What was understood of a description, and which of it is wanted. */
import { useState } from 'react'
import type { ImportDraft } from '#protocol'
import { t } from '../../../text/index.ts'
import { Button, Checkbox, Icon, TextField } from '../../../ui/index.ts'
import type { Importing } from './use-import.ts'

export function FoundPart({ importing, draft }: { importing: Importing; draft: ImportDraft }) {
  const { kinds, operations, questions, notes } = draft
  const all = kinds.map(({ id }) => id)
  const [wanted, setWanted] = useState<readonly string[]>(importing.progress.kinds ?? all)
  const whole = wanted.length === all.length
  return (
    <>
      <div className="flex flex-col gap-1 text-13">
        <p className="font-strong">{t('imports.found', { kinds: kinds.length, operations: operations.length })}</p>
        <p>{draft.address === '' ? t('imports.where-open') : t('imports.where', { address: draft.address })}</p>
        <p>
          {draft.signIns.length === 0
            ? t('imports.signs-in-none')
            : t('imports.signs-in', { ways: draft.signIns.join(', ') })}
        </p>
        {draft.replaces && (
          <p className="flex gap-1.5 text-rejected">
            <Icon name="warning" size={16} className="mt-px" />
            {t('imports.replaces')}
          </p>
        )}
      </div>
      {kinds.length > 1 && <Kinds kinds={kinds} wanted={wanted} onChange={setWanted} />}
      {notes.length > 0 && (
        <details className="text-12">
          <summary className="w-fit text-muted">{t('imports.notes', { count: notes.length })}</summary>
          <ul className="mt-1 flex list-disc flex-col gap-0.5 pl-4">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
      <div className="flex justify-end">
        <Button
          variant="primary"
          busy={importing.busy}
          disabled={wanted.length === 0}
          onClick={() => void importing.begin(whole ? undefined : wanted)}
        >
          {whole ? t('imports.questions', { count: questions.length }) : t('imports.next')}
        </Button>
      </div>
    </>
  )
}

interface KindsProps {
  kinds: ImportDraft['kinds']
  wanted: readonly string[]
  onChange(wanted: readonly string[]): void
}

/** More kinds than this are searched. */
const MANY = 12

function Kinds({ kinds, wanted, onChange }: KindsProps) {
  const [query, setQuery] = useState('')
  const shown = kinds.filter(({ title, path }) => `${title} ${path}`.toLowerCase().includes(query.trim().toLowerCase()))
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 text-13 font-medium">{t('imports.kinds')}</legend>
      {kinds.length > MANY && (
        <TextField
          label={t('imports.find-kind')}
          hideLabel
          placeholder={t('imports.find-kind')}
          type="search"
          value={query}
          onChange={setQuery}
        />
      )}
      <ul className="max-h-56 overflow-y-auto rounded-card border border-hairline px-2.5 py-1">
        {shown.map(({ id, title, path }) => (
          <li key={id}>
            <Checkbox
              label={title}
              help={path}
              checked={wanted.includes(id)}
              onChange={(on) => onChange(on ? [...wanted, id] : wanted.filter((one) => one !== id))}
            />
          </li>
        ))}
      </ul>
      <div className="flex items-center gap-2 text-12 text-muted">
        <span>{t('imports.chosen', { chosen: wanted.length, count: kinds.length })}</span>
        <Button size="tight" variant="quiet" onClick={() => onChange(kinds.map(({ id }) => id))}>
          {t('imports.all')}
        </Button>
        <Button size="tight" variant="quiet" onClick={() => onChange([])}>
          {t('imports.none')}
        </Button>
      </div>
    </fieldset>
  )
}
