/** Asks a system what it says of its objects, and looks at some of its answers. Nothing is written. */
import type { Account } from '../connect/account.ts'
import type { Operation } from '../connect/declare.ts'
import { describeObject } from '../connect/describe.ts'
import type { Data } from '../model/json.ts'
import { listChanges } from '../triggers/list-changes.ts'
import { type Learned, learnObject } from './learned.ts'

/** Entries of an object that are looked at, about. */
const ENTRIES = 100

export interface Lesson {
  learned: Learned
  /** Objects that the system offers no way to ask about. */
  unwatched: string[]
}

/** Throws a Refusal when the system refuses, and Failure call.unrecognised when its answer cannot be read. */
export async function learnFrom(account: Account, objects: readonly string[], signal: AbortSignal): Promise<Lesson> {
  const learned: Learned = {}
  const unwatched: string[] = []
  for (const name of objects) {
    const object = Object.hasOwn(account.connector.objects, name) ? account.connector.objects[name] : undefined
    const list = listOf(account, name)
    if (!object || (!object.describe && !list)) {
      unwatched.push(name)
      continue
    }
    const described = object.describe ? await describeObject(account, object, signal) : []
    const entries = list ? await someOf(account, list, signal) : []
    learned[name] = learnObject(described, entries)
  }
  return { learned, unwatched }
}

function listOf({ connector }: Account, object: string): Operation['list'] {
  return Object.values(connector.operations).find((one) => one.object === object && one.list)?.list
}

async function someOf(account: Account, list: NonNullable<Operation['list']>, signal: AbortSignal): Promise<Data[]> {
  const { entries } = await listChanges(account, list, { seen: [] }, { fields: [], most: ENTRIES, signal })
  return entries.slice(0, ENTRIES).map(({ data }) => data)
}
