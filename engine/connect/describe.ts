/** Asks the connected account which fields its objects really have: its own ones, their choices, and what it demands. */
import { Failure } from '../model/failure.ts'
import type { Json } from '../model/json.ts'
import type { Account } from './account.ts'
import type { DescribePlan, TargetField, TargetObject } from './declare.ts'
import { filledPath } from './reply-paths.ts'
import { valueAt } from './template.ts'

/** Fields of one object, at most: what systems allow is far below. */
const MOST_FIELDS = 2000

/** Throws a Refusal when the system refuses, and Failure call.unrecognised when its answer is no list of fields. */
export async function describeObject(
  account: Account,
  object: TargetObject,
  signal: AbortSignal,
): Promise<TargetField[]> {
  const plan = object.describe
  if (!plan) return []
  const json = await account.call(plan.request, {}, signal)
  const entries = entriesOf(valueAt(json, filledPath(plan.reply.items, account.values)))
  if (!entries) throw new Failure('call.unrecognised', 'permanent', { system: account.connector.title, status: 200 })
  return entries
    .slice(0, MOST_FIELDS)
    .map(([key, entry], index) => [key, entry, index] as const)
    .filter(([, entry]) => !says(entry, plan.reply.hidden))
    .map(([key, entry, index]) => fieldOf(key, entry, index, plan.reply))
    .filter(({ name }) => name !== '')
}

/** The fields, each with the name that it has in an answer that lists them by name. */
function entriesOf(list: unknown): [string, unknown][] | undefined {
  if (Array.isArray(list)) return list.map((entry) => ['', entry])
  return list !== null && typeof list === 'object' ? Object.entries(list) : undefined
}

function fieldOf(key: string, entry: unknown, index: number, reply: DescribePlan['reply']): TargetField {
  const text = (path: string | undefined) =>
    path === '$key' ? key : path === undefined ? '' : String(valueAt(entry, path) ?? '')
  const name = text(reply.name)
  const choices = choicesOf(entry, reply.choices)
  const said = Object.hasOwn(reply.types ?? {}, text(reply.type)) ? reply.types?.[text(reply.type)] : undefined
  const type = said ?? (choices.length > 0 ? 'choice' : 'text')
  return {
    name,
    label: text(reply.label) || name,
    type,
    ...(says(entry, reply.required) ? { required: true } : {}),
    ...(says(entry, reply.readOnly) ? { readOnly: true } : {}),
    ...(says(entry, reply.unique) ? { unique: true } : {}),
    ...(says(entry, reply.custom) ? { custom: true } : {}),
    ...(type === 'choice' && choices.length > 0 ? { choices } : {}),
    ...(reply.path === undefined ? {} : { path: placeOf(reply.path, { name, id: text('id'), index: String(index) }) }),
  }
}

const placeOf = (path: string, said: Record<string, string>): string =>
  path.replace(/\{(name|id|index)\}/g, (_, part: string) => said[part] ?? '')

type Rule = { path: string; is: readonly Json[]; and?: Rule }

function says(entry: unknown, rule: Rule | undefined): boolean {
  if (!rule?.is.includes((valueAt(entry, rule.path) ?? null) as Json)) return false
  return rule.and === undefined || says(entry, rule.and)
}

function choicesOf(entry: unknown, plan: DescribePlan['reply']['choices']): { value: string; label: string }[] {
  const list = plan && valueAt(entry, plan.items)
  if (!plan || !Array.isArray(list)) return []
  return list.slice(0, MOST_FIELDS).map((one) => {
    const value = String(valueAt(one, plan.value) ?? '')
    return { value, label: String((plan.label && valueAt(one, plan.label)) || value) }
  })
}
