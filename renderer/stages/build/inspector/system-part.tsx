/** What the step's system is like now: as it was learned or different, and what it holds in practice. */
import { isInside } from '#engine'
import { useSlots } from '../../../state/slot-store.ts'
import { t } from '../../../text/index.ts'
import { Button } from '../../../ui/index.ts'
import { DriftCard } from '../../drift/drift-card.tsx'
import { usePractice } from '../practice/practice-store.ts'
import { type StepForm, targetOf } from './form.ts'

export function SystemPart({ form }: { form: StepForm }) {
  const field = form.kind.fields.find((one) => one.kind === 'connection')
  const { id, connector } = field ? targetOf(form, field.key) : {}
  const own = useSlots((state) => id !== undefined && state.slots.get(id)?.kind === 'own-sandbox')
  if (id === undefined || !connector || isInside(connector) || connector.models !== undefined) return null
  return (
    <div className="flex flex-col gap-2 border-t border-hairline pt-4">
      <h3 className="text-13 font-medium">{t('drift.title', { system: connector.title })}</h3>
      <DriftCard connection={id} system={connector.title} />
      {!own && (
        <Button
          size="tight"
          variant="quiet"
          icon="flask"
          className="-ml-2.5 self-start"
          aria-haspopup="dialog"
          onClick={() => usePractice.getState().show(connector.id)}
        >
          {t('practice.title')}
        </Button>
      )}
    </div>
  )
}
