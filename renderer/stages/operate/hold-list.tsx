import { useState } from 'react'
import type { Flow } from '#engine'
import { stepTitle, wordsOf } from '#engine'
import type { HoldEntry } from '#protocol'
import { showMoment, showNumber, t } from '../../text/index.ts'
import { Button, Cell, Empty, HeadCell, Icon, Table } from '../../ui/index.ts'
import { groupByCause, type HoldGroup } from './hold-groups.ts'

interface HoldListProps {
  held: { total: number; entries: readonly HoldEntry[] }
  flow: Pick<Flow, 'steps' | 'subflows'>
}

/** What waits, grouped by cause; the groups add up to the whole. */
export function HoldList({ held, flow }: HoldListProps) {
  const groups = groupByCause(held.entries)
  const more = held.total - held.entries.length
  const counts = [...groups.map((group) => group.entries.length), ...(more > 0 ? [more] : [])].map(showNumber)
  return (
    <section aria-labelledby="hold-list">
      <div className="flex min-h-7 items-baseline gap-3">
        <h2 id="hold-list" className="text-16">
          {t('operate.hold-list')}
        </h2>
        {held.total > 0 && (
          <span className="text-13 text-muted">
            {counts.length > 1
              ? t('operate.hold-sum', { total: held.total, parts: counts.join(' + ') })
              : t('operate.hold-one', { total: held.total })}
          </span>
        )}
      </div>
      <div className="mt-2 space-y-2">
        {held.total === 0 && (
          <div className="sheet">
            <Empty icon="hold">{t('operate.hold-empty')}</Empty>
          </div>
        )}
        {groups.map((group, at) => (
          <Group key={group.id} group={group} step={stepTitle(flow, group.step)} first={at === 0} />
        ))}
        {more > 0 && <p className="px-1 text-13 text-muted">{t('operate.hold-more', { count: more })}</p>}
      </div>
    </section>
  )
}

/** Rows shown before the person asks for all. */
const FEW = 8

function Group({ group, step, first }: { group: HoldGroup; step: string; first: boolean }) {
  const [open, setOpen] = useState(first)
  const [all, setAll] = useState(false)
  const { entries, reason } = group
  const words = wordsOf(reason.code, reason.values)
  return (
    <div className="sheet overflow-hidden">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-center gap-2.5 px-4 py-2.5 text-left text-13 -outline-offset-2 hover:bg-sunken/50"
      >
        <Icon name={open ? 'down' : 'right'} size={14} />
        <Icon name="hold" size={16} className="text-low" />
        <span className="font-strong">{showNumber(entries.length)}</span>
        <span className="min-w-0 flex-1">
          <span className="font-strong">{causeOf(group)}</span>{' '}
          <span className="text-muted">{t('operate.hold-at', { step })}</span>
        </span>
      </button>
      {open && (
        <>
          <p className="px-4 pb-2.5 pl-13 text-13 text-muted">{words.next}</p>
          <Records entries={entries.slice(0, all ? undefined : FEW)} withWhy={group.varied} />
          {entries.length > FEW && !all && (
            <div className="border-t border-hairline px-2 py-1.5">
              <Button variant="quiet" size="tight" onClick={() => setAll(true)}>
                {t('operate.show-all', { count: entries.length })}
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  )
}

/** A failed check is told in each record's own words, so that the group only names it. */
const causeOf = ({ reason, varied }: HoldGroup): string =>
  varied && reason.code === 'record.rejected' ? t('operate.cause-check') : wordsOf(reason.code, reason.values).what

const Records = ({ entries, withWhy }: { entries: readonly HoldEntry[]; withWhy: boolean }) => (
  <Table>
    <thead>
      <tr>
        <HeadCell className="pl-4">{t('operate.record')}</HeadCell>
        {withWhy && <HeadCell>{t('operate.why')}</HeadCell>}
        <HeadCell>{t('operate.source')}</HeadCell>
        <HeadCell className="pr-4 text-right">{t('operate.since')}</HeadCell>
      </tr>
    </thead>
    <tbody>
      {entries.map((entry) => (
        <tr key={entry.id}>
          <Cell className="pl-4 font-medium">{entry.title}</Cell>
          {withWhy && <Cell>{wordsOf(entry.reason.code, entry.reason.values).what}</Cell>}
          <Cell className="whitespace-nowrap text-muted">{entry.label}</Cell>
          <Cell className="pr-4 text-right whitespace-nowrap text-muted">{showMoment(entry.heldAt)}</Cell>
        </tr>
      ))}
    </tbody>
  </Table>
)
