/** From a description to a system that flows can use: the source, what was found, the questions, and a look at the whole. */
import { t } from '../../../text/index.ts'
import { Button, Dialog, ErrorNote } from '../../../ui/index.ts'
import { FoundPart } from './found-part.tsx'
import { QuestionPart } from './question-part.tsx'
import { ReviewPart } from './review-part.tsx'
import { SourcePart } from './source-part.tsx'
import { questionOf, useImport } from './use-import.ts'

export interface ImportDialogProps {
  onClose(): void
  /** The id of the connector that it became. */
  onSaved(id: string): void
}

export function ImportDialog({ onClose, onSaved }: ImportDialogProps) {
  const importing = useImport()
  const { progress, refused, busy } = importing
  const { stage, draft } = progress
  const question = questionOf(progress)
  const save = async () => {
    const saved = await importing.save()
    if (!saved) return
    onClose()
    onSaved(saved.id)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      width={560}
      title={draft ? t('imports.title-of', { system: draft.title }) : t('imports.title')}
      {...(stage === 'source' ? { about: t('imports.about') } : {})}
      actions={
        stage === 'review' ? (
          <>
            <Button onClick={importing.back}>{t('imports.back')}</Button>
            <Button variant="primary" icon="plugs" busy={busy} onClick={() => void save()}>
              {t('imports.save')}
            </Button>
          </>
        ) : undefined
      }
    >
      <div className="flex flex-col gap-4">
        {stage === 'source' && <SourcePart importing={importing} />}
        {stage === 'found' && draft && <FoundPart importing={importing} draft={draft} />}
        {question && draft && (
          <QuestionPart key={question.id} importing={importing} draft={draft} question={question} />
        )}
        {stage === 'review' && draft && <ReviewPart draft={draft} />}
        {refused && stage !== 'source' && <ErrorNote reason={refused} onDismiss={importing.dismiss} />}
      </div>
    </Dialog>
  )
}
