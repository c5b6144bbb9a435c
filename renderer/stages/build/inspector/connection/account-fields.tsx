/** Reads the fields of an object from the connected account, keeps them in the flow, and says how they differ from what was there. */
import { useState } from 'react'
import { type Connection, own, type Reason, type TargetField, type TargetObject } from '#engine'
import { asReason, studio } from '../../../../client/index.ts'
import { useFlow } from '../../../../state/flow-store.ts'
import { t } from '../../../../text/index.ts'
import { Button, ErrorNote } from '../../../../ui/index.ts'
import { differenceOf, type FieldsDiffer } from './described-fields.ts'

export interface AccountFieldsProps {
  connectionId: string
  connection: Connection
  /** The object's name, and what is declared of it. */
  name: string
  object: TargetObject
}

type Told = { kind: 'first'; count: number } | { kind: 'same' } | { kind: 'differs'; differ: FieldsDiffer }

export function AccountFields({ connectionId, connection, name, object }: AccountFieldsProps) {
  const [busy, setBusy] = useState(false)
  const [told, setTold] = useState<Told>()
  const [refused, setRefused] = useState<Reason>()
  const known = own(connection.described ?? {}, name)
  if (!object.describe) return null
  const read = async () => {
    setBusy(true)
    setRefused(undefined)
    try {
      setTold(await readInto(connectionId, name))
    } catch (error) {
      setRefused(asReason(error))
    }
    setBusy(false)
  }
  return (
    <div className="flex flex-col items-start gap-1.5">
      <Button size="tight" icon="look" busy={busy} onClick={() => void read()}>
        {t(known ? 'account-fields.again' : 'account-fields.read')}
      </Button>
      <div role="status" className="text-12 text-muted">
        {told ? <Words told={told} /> : known && t('account-fields.known', { count: known.length, own: ownIn(known) })}
      </div>
      {refused && <ErrorNote reason={refused} onDismiss={() => setRefused(undefined)} />}
    </div>
  )
}

const ownIn = (fields: readonly TargetField[]): number => fields.filter(({ custom }) => custom).length

/** The studio asks for the flow as it was saved; the answer goes into the flow as it is by then, as one edit. */
async function readInto(id: string, object: string): Promise<Told | undefined> {
  await useFlow.getState().saveNow()
  const asked = useFlow.getState().flow
  if (!asked) return undefined
  const fields = await studio().practice.describe({ flow: asked.id, connection: id, object })
  const { flow, apply } = useFlow.getState()
  const connection = flow?.id === asked.id ? own(flow.connections, id) : undefined
  if (!connection) return undefined
  const before = own(connection.described ?? {}, object)
  const differ = differenceOf(before ?? [], fields)
  if (!differ) return { kind: 'same' }
  const described = { ...connection.described, [object]: fields.map(keptOf) }
  apply(
    { kind: 'set-connection', id, connection: { ...connection, described } },
    t('change.account-fields', { connection: connection.name }),
  )
  return before ? { kind: 'differs', differ } : { kind: 'first', count: fields.length }
}

/** As a flow keeps it. */
const keptOf = ({ choices, as: _codec, ...field }: TargetField) => ({
  ...field,
  ...(choices ? { choices: choices.map((choice) => ({ ...choice })) } : {}),
})

/** Labels shown of each kind; the rest is counted. */
const SHOWN = 5

function Words({ told }: { told: Told }) {
  if (told.kind === 'same') return <p>{t('account-fields.same')}</p>
  if (told.kind === 'first') return <p>{t('account-fields.first', { count: told.count })}</p>
  const lines = [
    ['account-fields.added', told.differ.added],
    ['account-fields.gone', told.differ.gone],
    ['account-fields.changed', told.differ.changed],
  ] as const
  return (
    <>
      <p className="font-medium text-ink">{t('account-fields.differs')}</p>
      <ul>
        {lines.map(
          ([key, labels]) =>
            labels.length > 0 && (
              <li key={key}>
                {t(key, {
                  fields: labels.slice(0, SHOWN).join(', '),
                  more: Math.max(0, labels.length - SHOWN),
                })}
              </li>
            ),
        )}
      </ul>
    </>
  )
}
