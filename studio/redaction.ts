/**
 * What people are shown of records. Values of live runs are masked, and those of practice where the flow says so, unless the question
 * asks for them; secrets always are. Nothing inside is masked: journal, replay and undo have the true values.
 */
import { folderKeyed, removedReason } from '#adapters/sqlite'
import {
  createMasker,
  type Data,
  type Flow,
  type Json,
  type Masker,
  parseTrace,
  type Reason,
  type RecordStory,
} from '#engine'
import type { Context } from './context.ts'

type Mode = 'practice' | 'live'

const MASKED = 'Personal values are masked, each always in the same way. Ask with "reveal" to see them.'

/** The requests whose answers tell of records, and what each is about. */
const TOLD: ReadonlySet<string> = new Set([
  ...['records', 'story', 'writes', 'holdList', 'latest', 'list', 'eventsSince'].map((name) => `runs.${name}`),
  ...['holdList.list', 'holdList.show', 'holdList.edit', 'holdList.preview', 'undo.preview', 'undo.run', 'people.list'],
])

/** The answer to a request of the protocol as it may be shown. `input` is what was asked, as it came. */
export function shownAnswer<T>(context: Context, request: string, input: unknown, answer: T): T {
  if (!TOLD.has(request) || answer === null || typeof answer !== 'object') return answer
  const asked = fieldsOf(input)
  const run = typeof asked.run === 'string' ? context.store.runs.get(asked.run) : undefined
  const hold = Array.isArray(asked.holds) ? asked.holds[0] : asked.hold
  const held = typeof hold === 'number' ? context.store.holds.get(hold) : undefined
  const flow = String(asked.flow ?? run?.view.flow ?? held?.flow ?? '')
  const mode = modeOf(run?.view.mode ?? held?.mode ?? asked.mode)
  const show = new Shown(context, asked.reveal === true)
  const shown = show.value(answer as Json, { flow, mode, ...(run ? { run: run.view.run } : {}) }) as T
  return show.masks && !Array.isArray(shown) ? { ...shown, masked: MASKED } : shown
}

const fieldsOf = (input: unknown): Record<string, unknown> =>
  typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {}

const modeOf = (mode: unknown): Mode => (mode === 'live' ? 'live' : 'practice')

/** What masks the values of a flow's records for people, wherever they are told: screen, terminal, file. */
export function maskerOf(context: Context, flow: string, mode: Mode, reveal = false): Masker & { masks: boolean } {
  const saved = context.store.flows.get(flow)?.flow
  const masks = !reveal && (mode === 'live' || saved?.settings.mask === 'always')
  const types = typesOf(saved)
  return { ...createMasker(folderKeyed(context.options.dataFolder), { types, reveal: !masks }), masks }
}

const typesOf = (flow: Flow | undefined): Map<string, string> =>
  new Map(
    Object.values(flow?.contracts ?? {}).flatMap(({ fields }) => fields.map(({ name, type }) => [name, type] as const)),
  )

/** Fields of answers that hold data of a record, and those that are texts about one. */
const DATA = new Set(['before', 'after', 'came', 'stood', 'edits', 'fields'])
const TEXTS = new Set(['title', 'label', 'question', 'words'])
const REASONS = new Set(['reason', 'refused', 'trouble'])

/** Which record a part of an answer is about. */
interface About {
  flow: string
  mode: Mode
  run?: string
  data?: Data
}

class Shown {
  masks = false
  private readonly context: Context
  private readonly reveal: boolean
  private readonly maskers = new Map<string, ReturnType<typeof maskerOf>>()

  constructor(context: Context, reveal: boolean) {
    this.context = context
    this.reveal = reveal
  }

  value(value: Json, about: About): Json {
    if (Array.isArray(value)) return value.map((one) => this.value(one, about))
    if (value === null || typeof value !== 'object') return value
    const here = this.aboutOf(value, about)
    const masker = this.maskerFor(here)
    const entries = Object.entries(value).map(([name, one]) => [name, this.field(name, one, value, here, masker)])
    return Object.fromEntries(entries) as Json
  }

  private field(name: string, one: Json, whole: Data, about: About, masker: Masker): Json {
    if (typeof one === 'string') {
      if (TEXTS.has(name)) return masker.text(one, about.data)
      if (name === 'key') return masker.text(String(masker.value(String(whole.matchField ?? ''), one)), about.data)
      return one
    }
    if (one === null || typeof one !== 'object') return one
    if (REASONS.has(name)) return masker.reason(one as unknown as Reason, about.data) as unknown as Json
    if (DATA.has(name) && !Array.isArray(one)) return masker.data(one)
    if (name === 'changes' && Array.isArray(one)) return one.map((change) => maskChange(change, masker))
    return this.value(one, about)
  }

  private aboutOf(value: Data, about: About): About {
    const { run = about.run, flow = about.flow, mode = about.mode, seq } = value
    const here: About = { ...about, flow: String(flow), mode: modeOf(mode) }
    if (typeof run === 'string') here.run = run
    if (typeof seq !== 'number' || here.run === undefined || !this.maskerFor(here).masks) return here
    const stored = this.context.store.runs.get(here.run)
    const record = stored && this.context.store.records.record(stored.n, seq)
    if (!stored || !record) return here
    return { ...here, flow: stored.view.flow, mode: stored.view.mode, data: JSON.parse(record.payload) as Data }
  }

  private maskerFor({ flow, mode }: About): ReturnType<typeof maskerOf> {
    const name = `${mode} ${flow}`
    const masker = this.maskers.get(name) ?? maskerOf(this.context, flow, mode, this.reveal)
    this.maskers.set(name, masker)
    this.masks ||= masker.masks
    return masker
  }
}

function maskChange(change: Json, masker: Masker): Json {
  if (change === null || typeof change !== 'object' || Array.isArray(change)) return change
  const field = String(change.field)
  const masked = (['old', 'new'] as const).flatMap((side) => {
    const value = change[side]
    return value === undefined ? [] : [[side, masker.value(field, value)] as const]
  })
  return { ...change, ...Object.fromEntries(masked) }
}

/** The story of a record whose values are gone: its path, and why. Undefined when they are there. */
export function removedStory(context: Context, run: string, seq: number): RecordStory | undefined {
  const stored = context.store.runs.get(run)
  const record = stored && context.store.records.record(stored.n, seq)
  const reason = record && removedReason(record.payload)
  if (!record || !reason) return undefined
  const stages = parseTrace(record.trace).map(({ step, port }) => ({
    step,
    before: {},
    after: {},
    ...(port ? { port } : {}),
  }))
  const { label, outcome, correlation } = record
  return { seq, label, stages, outcome, correlation, reason }
}
