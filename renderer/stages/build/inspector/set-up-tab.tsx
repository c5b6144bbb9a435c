/** The settings of the step: its sentence if it has one, then a control for each setting the sentence does not hold. */
import { t } from '../../../text/index.ts'
import { SHEET } from './fields/sheet-chooser.tsx'
import type { StepForm } from './form.ts'
import { ListenPart } from './listen-part.tsx'
import { ProblemNotes } from './problem-notes.tsx'
import { DedupeProof } from './proof/dedupe-proof.tsx'
import { isRelevant } from './relevant.ts'
import { parseSentence } from './sentence/parse-sentence.ts'
import { SettingSentence } from './sentence/setting-sentence.tsx'
import { SettingControl } from './setting-control.tsx'
import { SystemPart } from './system-part.tsx'

export function SetUpTab({ form }: { form: StepForm }) {
  const { kind, step } = form
  const spoken = new Set(
    kind.sentence ? parseSentence(kind.sentence).map((piece) => (piece.kind === 'hole' ? piece.key : '')) : [],
  )
  // A file's own control chooses its sheet.
  const sheeted = kind.fields.some((field) => field.kind === 'file')
  const own = kind.fields.filter((field) => !spoken.has(field.key) && !(sheeted && field.key === SHEET))
  const fields = own.filter((field) => isRelevant(field, kind.fields, step.settings))
  const keys = new Set(kind.fields.map((field) => field.key))
  const elsewhere = form.problems.filter((problem) => problem.at.field === undefined || !keys.has(problem.at.field))
  return (
    <div className="flex flex-col gap-5">
      {kind.sentence && <SettingSentence sentence={kind.sentence} form={form} />}
      {fields.map((field) => (
        <SettingControl key={field.key} field={field} form={form} />
      ))}
      {kind.fields.length === 0 && <p className="text-13 text-muted">{t('inspector.no-settings')}</p>}
      <ListenPart form={form} />
      <SystemPart form={form} />
      <DedupeProof form={form} />
      <ProblemNotes problems={elsewhere} />
      <p className="text-12 text-muted">{kind.about}</p>
    </div>
  )
}
