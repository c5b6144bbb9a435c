/** `sluice hold`: what waits on the hold list, and what people do about it. */
import type { Data, RunView } from '#engine'
import { Failure, unaccounted } from '#engine'
import type { HeldDetail } from '#protocol'
import {
  type Context,
  editHeld,
  findHeld,
  flowNow,
  type LiveAccess,
  listHeld,
  previewReplay,
  replayHeld,
  settleHeld,
  showHeld,
  shownAnswer,
} from '#studio'
import { flowThatRan } from '../choose-flow.ts'
import type { DataOption } from '../data-folder.ts'
import { leadingOut, liveAccess } from '../live-access.ts'
import { moment } from '../report/moment.ts'
import { runDocument } from '../report/run-document.ts'
import { tableText } from '../report/table.ts'
import { reasonDocument, sentencesOf, usage } from '../tell-error.ts'
import { count, say, sayJson } from '../terminal.ts'
import { readValues, whoIs } from '../who.ts'
import { withContext } from '../with-context.ts'

interface Options extends DataOption {
  json?: boolean
  /** Values as they are instead of masked. */
  reveal?: boolean
}

interface Which extends Options {
  live?: boolean
  code?: string
  step?: string
}

/** Throws Failure flow.not-found. */
export async function list(
  named: string,
  { live, code, step, limit, offset, json, reveal, ...data }: Which & { limit: number; offset: number },
): Promise<number> {
  return withContext(data, async (context) => {
    const { id: flow, name } = await flowThatRan(context, named)
    const mode = live ? ('live' as const) : ('practice' as const)
    const listed = listHeld(context, flow, { mode, code, step, limit, offset })
    const found = shownAnswer(context, 'holdList.list', { flow, mode, reveal }, listed)
    if (json) {
      const held = found.held.map(({ reason, ...one }) => ({ ...one, reason: reasonDocument(reason) }))
      sayJson({ flow, ...found, held })
    } else if (found.total === 0) say(`${name}: no records waiting.`)
    else {
      const groups = found.groups.map(({ count: n, code: cause, stepTitle, oldest }) => [
        n,
        cause,
        stepTitle,
        moment(oldest),
      ])
      const rows = found.held.map(({ id, label, title, stepTitle, reason, tries, owner }) => [
        ...[
          `${id}`,
          label,
          title,
          stepTitle,
          sentencesOf(reason.code, reason.values).split('\n')[0] ?? '',
          tries,
          owner,
        ],
      ])
      say(`${name}\n${tableText(['Records', 'Cause', 'Step', 'Since'], groups)}`)
      say(tableText(['N', 'Record', '', 'Stopped at', 'Why', 'Tries', 'Owner'], rows))
      if (found.total > rows.length)
        say(`${count(rows.length)} of ${count(found.total)}; --limit and --offset print more.`)
    }
    return 0
  })
}

/** Throws Failure hold.not-found. */
export async function show(id: number, options: Options): Promise<number> {
  return withContext(options, async (context) => {
    tell(shownAnswer(context, 'holdList.show', { hold: id, reveal: options.reveal }, showHeld(context, id)), options)
    return 0
  })
}

/** Throws Failures hold.not-found and hold.settled. */
export async function edit(id: number, options: Options & { set: string[] }): Promise<number> {
  const values = readValues(options.set)
  return withContext(options, async (context) => {
    tell(editHeld(context, id, { ...findHeld(context, id).edits, ...values }), options)
    return 0
  })
}

function tell(detail: HeldDetail, { json }: Options): void {
  const { label, title, stepTitle, reason, came, stood, edits, settled, tries, owner } = detail
  if (json) {
    sayJson({ ...detail, reason: reasonDocument(reason) })
    return
  }
  say(
    `${label}: ${title}\nStopped at "${stepTitle}" (${tries === 1 ? '1 try' : `${tries} tries`})${owner ? `; ${owner} answers for it` : ''}.`,
  )
  say(sentencesOf(reason.code, reason.values))
  const fields = [...new Set([...Object.keys(came), ...Object.keys(stood), ...Object.keys(edits)])]
  const text = (data: Data, field: string) => (Object.hasOwn(data, field) ? shown(data[field]) : '')
  say(
    tableText(
      ['Field', 'As it came', 'Where it stopped', 'Corrected'],
      fields.map((field) => [field, text(came, field), text(stood, field), text(edits, field)]),
    ),
  )
  if (settled)
    say(
      `Off the list since ${moment(settled.at)}: ${settled.as}${settled.by ? `, by ${settled.by}` : ''}${settled.note ? `: ${settled.note}` : ''}.`,
    )
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

interface ReplayOptions extends Which {
  flow?: string
  fromStart?: boolean
  asBegan?: boolean
  evenIfDoubled?: boolean
  preview?: boolean
  connection?: string[]
}

/** 0 when every record went through; 1 when one is held again, or the run did not finish. */
export async function replay(which: number[] | 'all', options: ReplayOptions): Promise<number> {
  const { fromStart, asBegan, evenIfDoubled = false, preview, connection, json } = options
  return withContext(options, async (context) => {
    const holds = which === 'all' ? await allOf(context, options) : which
    const live = liveOf(context, holds, connection)
    const from = fromStart ? ('start' as const) : ('step' as const)
    const request = { holds, from, version: asBegan ? ('began' as const) : ('now' as const), evenIfDoubled, live }
    if (preview) {
      tellPreview(shownAnswer(context, 'holdList.preview', { holds }, await previewReplay(context, request)), json)
      return 0
    }
    const views: RunView[] = []
    for (const handle of await replayHeld(context, request)) views.push(await handle.done)
    tellRuns(context, views, json)
    return views.every((view) => view.state === 'finished' && view.outcomes.held === 0 && unaccounted(view) === 0)
      ? 0
      : 1
  })
}

async function allOf(context: Context, { flow: named, code, step, live }: ReplayOptions): Promise<number[]> {
  if (named === undefined) throw usage('all means all of one flow, so give --flow FLOW')
  const { id: flow } = await flowThatRan(context, named)
  const filter = { mode: live ? ('live' as const) : ('practice' as const), code, step, offset: 0, limit: 10_000 }
  const ids = listHeld(context, flow, filter).held.map(({ id }) => id)
  if (ids.length === 0) throw new Failure('hold.nothing-chosen', 'permanent')
  return ids
}

function liveOf(context: Context, holds: readonly number[], connection: string[] | undefined): LiveAccess {
  if (!connection) return undefined
  const { flow } = flowNow(context, findHeld(context, holds[0] ?? 0).flow)
  return liveAccess(leadingOut(flow, context.connectors), connection)
}

function tellPreview(previews: Awaited<ReturnType<typeof previewReplay>>, json: boolean | undefined): void {
  if (json) {
    const records = previews.map(({ reason, refused, ...one }) => ({
      ...one,
      ...(reason ? { reason: reasonDocument(reason) } : {}),
      ...(refused ? { refused: reasonDocument(refused) } : {}),
    }))
    sayJson({ preview: true, records })
    return
  }
  const rows = previews.flatMap(({ id, label, writes, outcome, refused }) => {
    if (writes.length === 0)
      return [
        [
          `${id}`,
          label,
          refused ? sentencesOf(refused.code, refused.values) : `nothing; ${outcome ?? 'waiting'}`,
          '',
          '',
        ],
      ]
    return writes.map(({ does, system, object, key, changes }) => [
      ...[`${id}`, label, `${does} ${object} in ${system}`, key],
      changes.map(({ field, old, new: value }) => `${field}: ${shown(old ?? '')} → ${shown(value ?? '')}`).join('\n'),
    ])
  })
  say(tableText(['N', 'Record', 'Would', 'Key', 'Changes'], rows))
  say('Nothing was sent.')
}

function tellRuns(context: Context, views: readonly RunView[], json: boolean | undefined): void {
  if (json) {
    sayJson({
      runs: views.map((view) => {
        const flow = context.store.flows.definition(view.flow, view.hash)
        return flow ? runDocument({ view, flow, resumed: false, seconds: 0, recordsPerSecond: 0 }) : { run: view.run }
      }),
    })
    return
  }
  for (const { input, state, outcomes, reason } of views) {
    const ends = Object.entries(outcomes).filter(([, n]) => n > 0)
    say(`${input}: ${state}. ${ends.map(([name, n]) => `${count(n)} ${name}`).join(', ')}.`)
    if (reason) say(sentencesOf(reason.code, reason.values))
  }
}

/** Throws Failures hold.not-found, hold.settled, hold.under-way. */
export async function settle(
  holds: number[],
  options: Options & { by?: string; note: string; discard?: boolean },
): Promise<number> {
  return withContext(options, async (context) => {
    const as = options.discard ? 'discarded' : 'settled-by-hand'
    const settled = settleHeld(context, holds, { as, by: whoIs(options.by), note: options.note })
    if (options.json) sayJson({ settled, as })
    else say(`${count(settled)} ${options.discard ? 'discarded' : 'settled by hand'}.`)
    return 0
  })
}
