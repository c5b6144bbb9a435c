/** What can go wrong in a practice system, as switches: what each sets, and whether it still strikes. Names of faults are those of the practice systems. */
import type { Json } from '#engine'

export type Faults = Readonly<Record<string, Json>>

/** What a switch must be told before it can be turned on. */
export interface FaultWish {
  permission?: string
  kind?: string
  field?: string
}

type FaultAsks = 'permission' | 'field'

export interface FaultSwitch {
  id: FaultId
  /** The member of the faults that it sets. */
  name: string
  asks?: FaultAsks
  value(wish: FaultWish): Json
  /** Only for switches that share a member. */
  isMine?(value: Json): boolean
}

export type FaultId = (typeof ORDER)[number]

const ORDER = [
  'down',
  'too-many',
  'slow',
  'expired',
  'revoked',
  'permission',
  'lost-answers',
  'renamed',
  'required',
  'mixed-dates',
  'partial',
] as const

/** So many calls, writes or records are struck: enough to be seen, few enough to pass by trying again. */
export const STRIKES = { 'too-many': 5, 'lost-answers': 2, partial: 2 } as const
/** Milliseconds. */
export const SLOW = 2_000
const WAIT = 1_000

const asText = (value: string | undefined) => value ?? ''

const SWITCHES: Readonly<Record<FaultId, Omit<FaultSwitch, 'id'>>> = {
  down: { name: 'outage', value: () => 'refuse' },
  'too-many': { name: 'storm', value: () => ({ answers: STRIKES['too-many'], waitMs: WAIT }) },
  slow: { name: 'latency', value: () => ({ beforeMs: SLOW }) },
  expired: { name: 'token', value: () => 'expired', isMine: (value) => value === 'expired' },
  revoked: { name: 'token', value: () => 'revoked', isMine: (value) => value !== 'expired' },
  permission: { name: 'withoutPermissions', asks: 'permission', value: ({ permission }) => [asText(permission)] },
  'lost-answers': { name: 'lostAnswers', value: () => STRIKES['lost-answers'] },
  renamed: {
    name: 'renamed',
    asks: 'field',
    value: ({ kind, field }) => [{ kind: asText(kind), from: asText(field), to: renamedTo(asText(field)) }],
  },
  required: {
    name: 'required',
    asks: 'field',
    value: ({ kind, field }) => [{ kind: asText(kind), field: asText(field) }],
  },
  'mixed-dates': { name: 'mixedDates', value: () => true },
  partial: { name: 'partial', value: () => STRIKES.partial },
}

export const FAULT_SWITCHES: readonly FaultSwitch[] = ORDER.map((id) => ({ id, ...SWITCHES[id] }))

/** The new name of a field that was renamed. */
export const renamedTo = (field: string): string => `${field}_new`

export function isOn({ name, isMine }: FaultSwitch, faults: Faults): boolean {
  const value = faults[name]
  return value !== undefined && strikes(value) && (isMine?.(value) ?? true)
}

export const turnedOn = (one: FaultSwitch, faults: Faults, wish: FaultWish): Record<string, Json> => ({
  ...faults,
  [one.name]: one.value(wish),
})

export function turnedOff({ name }: FaultSwitch, faults: Faults): Record<string, Json> {
  const { [name]: _gone, ...rest } = faults
  return rest
}

/** How many things go wrong there now. Counts that are used up strike no more. */
export const brokenCount = (faults: Faults): number => Object.values(faults).filter(strikes).length

/** Faults that no switch shows: set by a terminal or a rehearsal. */
export const otherFaults = (faults: Faults): string[] =>
  Object.keys(faults).filter(
    (name) => strikes(faults[name] ?? null) && !FAULT_SWITCHES.some((one) => one.name === name && isOn(one, faults)),
  )

function strikes(value: Json): boolean {
  if (value === null || value === false || value === 0 || value === '') return false
  if (Array.isArray(value)) return value.length > 0
  if (typeof value !== 'object') return true
  if ('answers' in value) return value.answers !== 0
  return Object.values(value).some((one) => strikes(one))
}
