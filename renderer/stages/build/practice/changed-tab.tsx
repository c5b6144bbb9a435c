/** What was created, changed and removed in a practice system since the last run of the flow began. */
import { useEffect, useState } from 'react'
import type { Reason } from '#engine'
import type { PracticeChange, PracticeSystemView } from '#protocol'
import { asReason, studio } from '../../../client/index.ts'
import { useRun } from '../../../state/run-store.ts'
import { showTime, t } from '../../../text/index.ts'
import { Empty, ErrorNote, Icon, type IconName } from '../../../ui/index.ts'
import { VirtualTable } from '../drawer/virtual-table.tsx'
import { usePractice } from './practice-store.ts'

const LOOKS: Readonly<Record<PracticeChange['did'], { icon: IconName; colour: string }>> = {
  created: { icon: 'plus', colour: 'text-success' },
  changed: { icon: 'pencil', colour: 'text-accent' },
  removed: { icon: 'remove', colour: 'text-error' },
}

const COLUMNS = [
  { id: 'label', title: t('practice.thing') },
  { id: 'did', title: t('practice.did'), width: 110 },
  { id: 'kind', title: t('practice.kind'), width: 150 },
  { id: 'id', title: t('practice.id'), width: 150 },
  { id: 'when', title: t('practice.when'), width: 72 },
]

export function ChangedTab({ system }: { system: PracticeSystemView }) {
  const since = useRun((run) => run.view?.startedAt)
  const version = usePractice((state) => state.version)
  const [changes, setChanges] = useState<readonly PracticeChange[]>()
  const [error, setError] = useState<Reason>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version is another reading
  useEffect(() => {
    if (since === undefined) return
    let mine = true
    studio()
      .practice.changes({ system: system.name, since })
      .then((found) => mine && setChanges(found))
      .catch((thrown: unknown) => mine && setError(asReason(thrown)))
    return () => {
      mine = false
    }
  }, [system.name, since, version])
  if (error) return <ErrorNote reason={error} />
  if (since === undefined) return <Empty>{t('practice.never-run')}</Empty>
  if (!changes) return null
  if (changes.length === 0)
    return <Empty icon="check">{t('practice.nothing-changed', { time: showTime(since) })}</Empty>
  const titles = new Map(system.kinds.map(({ name, title }) => [name, title]))
  return (
    <div className="flex h-full min-h-0 flex-col gap-2 pt-3">
      <p className="text-13">{t('practice.changes-sum', sumOf(changes, since))}</p>
      <div className="flex min-h-0 flex-1 flex-col rounded-card border border-hairline">
        <VirtualTable
          label={t('practice.changed')}
          columns={COLUMNS}
          count={changes.length}
          onChoose={() => undefined}
          row={(index) => rowOf(changes[index], titles)}
        />
      </div>
    </div>
  )
}

function sumOf(changes: readonly PracticeChange[], since: number) {
  const count = (did: PracticeChange['did']) => changes.filter((one) => one.did === did).length
  return { time: showTime(since), created: count('created'), changed: count('changed'), removed: count('removed') }
}

function rowOf(change: PracticeChange | undefined, titles: ReadonlyMap<string, string>) {
  if (!change) return undefined
  const { icon, colour } = LOOKS[change.did]
  return {
    first: <span title={change.label}>{change.label}</span>,
    cells: [
      <span key="did" className={`inline-flex items-center gap-1 text-12 font-medium ${colour}`}>
        <Icon name={icon} size={14} />
        {t(`practice.did-${change.did}`)}
      </span>,
      titles.get(change.kind) ?? change.kind,
      <span key="id" className="font-record text-12" title={change.id}>
        {change.id}
      </span>,
      showTime(Date.parse(change.at)),
    ],
  }
}
