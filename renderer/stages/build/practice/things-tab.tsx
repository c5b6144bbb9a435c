/** The things of one kind in a practice system as a long list, and one of them with its fields. */
import { useCallback, useState } from 'react'
import type { PracticeObject, PracticeSystemView } from '#protocol'
import { studio } from '../../../client/index.ts'
import { showMoment, showNumber, t } from '../../../text/index.ts'
import { Empty, ErrorNote, Select } from '../../../ui/index.ts'
import { type ReadPage, usePaged } from '../drawer/use-paged.ts'
import { VirtualTable } from '../drawer/virtual-table.tsx'
import { firstKind } from './fault-choices.ts'
import { usePractice } from './practice-store.ts'
import { ThingFields } from './thing-fields.tsx'

const COLUMNS = [
  { id: 'label', title: t('practice.thing') },
  { id: 'key', title: t('practice.key'), width: 132 },
  { id: 'effects', title: t('practice.effects'), width: 78 },
  { id: 'writes', title: t('practice.writes'), width: 62 },
  { id: 'when', title: t('practice.when'), width: 72 },
]

export function ThingsTab({ system }: { system: PracticeSystemView }) {
  const [picked, setPicked] = useState<string>()
  const kind = picked ?? firstKind(system)
  return (
    <div className="flex h-full min-h-0 flex-col gap-2 pt-3">
      <div className="w-64">
        <Select
          label={t('practice.kind')}
          hideLabel
          value={kind}
          choices={system.kinds.map(({ name, title, count }) => ({
            value: name,
            label: t('practice.kind-count', { kind: title, count }),
          }))}
          onChange={setPicked}
        />
      </div>
      <Things key={kind} system={system} kind={kind} />
    </div>
  )
}

function Things({ system, kind }: { system: PracticeSystemView; kind: string }) {
  const version = usePractice((state) => state.version)
  const [chosen, setChosen] = useState<string>()
  const read = useCallback<ReadPage<PracticeObject>>(
    async (offset, limit) => {
      const { total, objects } = await studio().practice.show({ system: system.name, object: kind, offset, limit })
      return { total, items: objects }
    },
    [system.name, kind],
  )
  const paged = usePaged(read, version)
  const [index, setIndex] = useState<number>()
  const found = index === undefined ? undefined : paged.at(index)
  const thing = found?.id === chosen ? found : undefined
  if (paged.error) return <ErrorNote reason={paged.error} />
  if (paged.total === 0) return paged.loading ? null : <Empty icon="flask">{t('practice.no-things')}</Empty>
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_320px] gap-4">
      <div className="flex min-h-0 flex-col rounded-card border border-hairline">
        <VirtualTable
          label={t('practice.things')}
          columns={COLUMNS}
          count={paged.total}
          onSee={paged.see}
          onChoose={(at) => {
            setIndex(at)
            setChosen(paged.at(at)?.id)
          }}
          row={(at) => rowOf(paged.at(at), chosen)}
        />
      </div>
      {thing ? <ThingFields thing={thing} /> : <Empty>{t('practice.choose-thing')}</Empty>}
    </div>
  )
}

function rowOf(thing: PracticeObject | undefined, chosen: string | undefined) {
  if (!thing) return undefined
  const label = thing.label ?? thing.key
  return {
    chosen: thing.id === chosen,
    first: <span title={label}>{label}</span>,
    cells: [
      <span key="key" className="font-record text-12" title={thing.key}>
        {thing.key}
      </span>,
      showNumber(thing.effects),
      showNumber(thing.writes),
      showMoment(Date.parse(thing.updatedAt)),
    ],
  }
}
