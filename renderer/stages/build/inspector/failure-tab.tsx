/** What happens when the step cannot do its work, in three plain classes, and where records go that leave another way. */
import type { ReactNode } from 'react'
import { EXIT_LABELS, type PortName } from '#engine'
import { exitName, exitsOf, holds, isOnward } from '../../../canvas/index.ts'
import { t } from '../../../text/index.ts'
import { Icon, type IconName, PortMark } from '../../../ui/index.ts'
import { type StepForm, settingValue, textsOf } from './form.ts'

export function FailureTab({ form }: { form: StepForm }) {
  const exits = exitsOf(form.flow, form.stepId).filter((port) => port === 'otherwise' || !isOnward(port))
  const writes = form.kind.group === 'write'
  return (
    <div className="flex flex-col gap-5 text-13">
      {writes ? <Classes form={form} /> : <p className="text-muted">{t('fails.nothing')}</p>}
      {exits.length > 0 && (
        <section className="flex flex-col gap-2">
          <h3 className="text-13 font-medium">{t('fails.exits')}</h3>
          <ul className="flex flex-col gap-1.5">
            {exits.map((port) => (
              <Exit key={port} port={port} form={form} />
            ))}
          </ul>
        </section>
      )}
      {exits.length > 0 && <Told form={form} />}
    </div>
  )
}

function Classes({ form }: { form: StepForm }) {
  const matched = textsOf(settingValue(form, 'key.fields'))
  return (
    <>
      <Class icon="twice" title={t('fails.try-again')} when={t('fails.try-again-when')}>
        {t('fails.retry-sentence')}{' '}
        <span className={matched.length > 0 ? 'text-success' : 'text-error'}>
          {matched.length > 0 ? t('fails.safe', { key: matched.join(', ') }) : t('fails.unsafe')}
        </span>
      </Class>
      <Class icon="pencil" title={t('fails.fix-record')} when={t('fails.fix-record-when')}>
        {t('fails.record-sentence', { exit: EXIT_LABELS.rejected })}
      </Class>
      <Class icon="key" title={t('fails.fix-connection')} when={t('fails.fix-connection-when')}>
        {t('fails.connection-sentence')}
      </Class>
    </>
  )
}

const Class = (props: { icon: IconName; title: string; when: string; children: ReactNode }) => (
  <section className="flex gap-2.5">
    <Icon name={props.icon} size={16} className="mt-px text-muted" />
    <div>
      <h3 className="text-13 font-strong">{props.title}</h3>
      <p className="text-muted">{props.when}</p>
      <p className="mt-1">{props.children}</p>
    </div>
  </section>
)

function Exit({ port, form }: { port: PortName; form: StepForm }) {
  const wire = form.flow.wires.find((one) => one.from.step === form.stepId && one.from.port === port)
  const goal = wire && form.flow.steps[wire.to.step]
  const exit = exitName(form.flow, form.stepId, port)
  return (
    <li className="flex items-start gap-2">
      <span className="mt-[3px]">
        <PortMark port={port} />
      </span>
      {goal
        ? t('fails.goes-to', { exit, step: goal.title })
        : t(holds(port) ? 'fails.goes-to-hold' : 'fails.ends', { exit })}
    </li>
  )
}

function Told({ form }: { form: StepForm }) {
  const { person, afterHeld } = form.flow.alerts
  return (
    <p className="flex items-start gap-2 text-muted">
      <Icon name="info" size={16} className="mt-px" />
      {person.trim() === '' ? t('fails.nobody') : t('fails.told', { person, count: afterHeld })}
    </p>
  )
}
