import * as z from 'zod'
import { keyer } from '../match/key.ts'
import type { Flow, Wire } from '../model/flow.ts'
import type { Data, Json } from '../model/json.ts'
import type { Passed, StepKind } from './declare.ts'
import { durationMs, durationWords } from './duration.ts'
import { fieldNames, IGNORE_CHOICES, ignored, listWords, type Settings } from './settings.ts'

/** Seconds: up to thirty days. */
const WAIT = { min: 1, max: 2_592_000 }

const settingsSchema = z.object({
  by: z.enum(['origin', 'fields']).catch('origin'),
  fields: fieldNames,
  ignore: ignored,
  same: z.enum(['first', 'last', 'both']).catch('first'),
  alone: z.enum(['go-on', 'fail']).catch('fail'),
})

type JoinSettings = z.infer<typeof settingsSchema>

const read = (settings: Settings): JoinSettings => settingsSchema.parse(settings)

/**
 * Settings `{by: 'origin' | 'fields', fields, ignore, same: 'first' | 'last' | 'both', wait, alone: 'go-on' | 'fail'}`. One record
 * by each wire that leads here becomes one; how many that are is known from the drawing.
 */
export const join: StepKind = {
  kind: 'join',
  version: 1,
  group: 'flow',
  title: 'Join',
  about: 'Waits for one record by each wire that leads here and makes one of them.',
  synonyms: ['merge', 'wait for all', 'combine', 'together', 'branches', 'parallel', 'match up', 'unite'],
  icon: 'join',
  ports: ['main', 'error'],
  fields: [
    {
      kind: 'choice',
      key: 'by',
      label: 'Records belong together',
      choices: [
        { value: 'origin', label: 'when they came from the same record' },
        { value: 'fields', label: 'when these fields match' },
      ],
    },
    {
      kind: 'record-fields',
      key: 'fields',
      label: 'Together when these match',
      required: true,
      min: 1,
      when: { key: 'by', is: ['fields'] },
    },
    {
      kind: 'choices',
      key: 'ignore',
      label: 'Ignoring',
      choices: IGNORE_CHOICES,
      when: { key: 'by', is: ['fields'] },
    },
    {
      kind: 'choice',
      key: 'same',
      label: 'When both have a field',
      help: 'A blank value never replaces one that is filled.',
      choices: [
        { value: 'first', label: 'the first wire wins' },
        { value: 'last', label: 'the last wire wins' },
        { value: 'both', label: 'both stay, the second as name_2' },
      ],
    },
    { kind: 'duration', key: 'wait', label: 'Waits at most', ...WAIT, required: true },
    {
      kind: 'choice',
      key: 'alone',
      label: 'When one does not come',
      choices: [
        { value: 'fail', label: "it leaves by Couldn't deliver" },
        { value: 'go-on', label: 'it goes on without' },
      ],
    },
  ],
  defaults: () => ({
    by: 'origin',
    fields: [],
    ignore: ['case', 'spaces'],
    same: 'first',
    wait: { amount: 1, unit: 'hours' },
    alone: 'fail',
  }),
  summary(settings) {
    const { by, fields } = read(settings)
    const wait = durationWords(settings, 'wait') ?? '1 hour'
    if (by === 'origin') return `Of the same record, within ${wait}`
    return fields.length === 0 ? 'No fields chosen yet' : `By ${listWords(fields)}, within ${wait}`
  },
  leaving: (settings, arriving) => (read(settings).same === 'both' ? undefined : arriving),
  check({ flow, stepId, step }) {
    if (flow.wires.filter(({ to }) => to.step === stepId).length > 1) return []
    return [{ code: 'join.one-wire', severity: 'warns', at: { step: stepId }, values: { step: step.title } }]
  },
  plan(settings, { flow }) {
    const chosen = read(settings)
    const { by, fields, ignore } = chosen
    return {
      role: 'gather',
      rule: {
        by: 'join',
        origin: by === 'origin',
        size: 0,
        wait: durationMs(settings.wait, WAIT, { amount: 1, unit: 'hours' }),
        key: by === 'origin' ? () => ({ key: '' }) : keyer(fields, ignore),
        combine: (members, complete) => combine(inOrder(members, flow), complete, chosen),
      },
    }
  },
}

type Member = { data: Data; wire: string }

/** In the order of the wires in the drawing, whoever came first. */
function inOrder(members: readonly Member[], { wires }: Pick<Flow, 'wires'>): readonly Member[] {
  const at = new Map(wires.map(({ from }: Wire, index) => [`${from.step}:${from.port}`, index]))
  // Inside another flow, ids of steps have those of the calling steps before them.
  const placeOf = ({ wire }: Member) => at.get(wire.slice(wire.lastIndexOf('/') + 1)) ?? wires.length
  return members.toSorted((a, b) => placeOf(a) - placeOf(b))
}

function combine(members: readonly Member[], complete: boolean, { same, alone }: JoinSettings): Passed {
  const data: Data = Object.create(null)
  for (const [index, member] of members.entries()) {
    for (const name of Object.keys(member.data)) lay(data, name, member.data[name] ?? null, index + 1, same)
  }
  if (complete || alone === 'go-on') return { port: 'main', data }
  const reason = { code: 'record.join-incomplete', category: 'permanent', values: { came: members.length } } as const
  return { port: 'error', data, reason }
}

function lay(data: Data, name: string, value: Json, number: number, same: JoinSettings['same']): void {
  const there = Object.hasOwn(data, name) ? data[name] : undefined
  if (isBlank(there)) data[name] = isBlank(value) && there !== undefined ? there : value
  else if (isBlank(value) || there === value) return
  else if (same === 'last') data[name] = value
  else if (same === 'both') data[freeName(data, name, number)] = value
}

function freeName(data: Data, name: string, number: number): string {
  let next = number
  while (Object.hasOwn(data, `${name}_${next}`)) next++
  return `${name}_${next}`
}

const isBlank = (value: Json | undefined): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
