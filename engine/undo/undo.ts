/** Takes writes back, newest first: look, journal the intent, call, journal the outcome. Whatever interrupts it, undoing again goes on. */
import type { Account } from '../connect/account.ts'
import type { Operation } from '../connect/declare.ts'
import { fieldFormOf } from '../connect/fields.ts'
import { type Found, lookUp } from '../connect/look.ts'
import { Refusal } from '../connect/reply.ts'
import { Failure, type Reason, reasonOf } from '../model/failure.ts'
import { afterUndo, decideUndo, type UndoableWrite, type UndoDecision } from './decide.ts'

export interface UndoNeeds {
  /** Undefined when the connector offers no such operation any more. */
  target(write: UndoableWrite): { account: Account; operation: Operation | undefined }
  signal: AbortSignal
}

export interface UndoJournal {
  intend(write: UndoableWrite, does: 'delete' | 'restore'): void
  settle(write: UndoableWrite, outcome: 'undone' | 'changed' | 'gone' | 'cannot', reason?: Reason): void
}

export interface UndoStep {
  write: UndoableWrite
  decision: UndoDecision
  /** Title of the system. */
  system: string
  /** What the target has, as far as somebody looked. */
  there?: Found
}

const TOGETHER = 100

/** What undo would do now, in the order it would be done. Only looks. `writes`: newest first. Throws Failure undo.interrupted. */
export async function* previewUndo(needs: UndoNeeds, writes: readonly UndoableWrite[]): AsyncGenerator<UndoStep> {
  yield* stepsOf(needs, writes, () => false)
}

/** `again`: what an earlier step did makes another look necessary, at what it left there. */
async function* stepsOf(
  needs: UndoNeeds,
  writes: readonly UndoableWrite[],
  again: (write: UndoableWrite) => boolean,
): AsyncGenerator<UndoStep> {
  // Several writes of the run may have gone to one thing: the older ones find it as the newer ones leave it.
  const left = new Map<string, Seen>()
  for (let start = 0; start < writes.length; start += TOGETHER) {
    const some = writes.slice(start, start + TOGETHER)
    const found = await lookAt(
      needs,
      some.filter((write) => !left.has(placeOf(write))),
    )
    for (const write of some) {
      const { account, operation } = needs.target(write)
      const place = placeOf(write)
      if (left.has(place) && again(write)) left.set(place, (await lookAt(needs, [write])).get(place))
      const now = left.has(place) ? left.get(place) : found.get(place)
      if (now instanceof Failure) {
        left.set(place, now)
        yield { write, decision: { does: 'cannot', reason: reasonOf(now) }, system: account.connector.title }
        continue
      }
      const decision = decideUndo(write, account.connector, operation, now)
      left.set(place, afterUndo(decision, now))
      yield { write, decision, system: account.connector.title, ...(now ? { there: now } : {}) }
    }
  }
}

/** Does it, and tells of each write what became of it. Throws Failure undo.interrupted when a system does not answer. */
export async function* undoWrites(
  needs: UndoNeeds,
  journal: UndoJournal,
  writes: readonly UndoableWrite[],
): AsyncGenerator<UndoStep> {
  const touched = new Set<string>()
  const again = (write: UndoableWrite) => touched.delete(placeOf(write)) && needsThere(needs.target(write).operation)
  for await (const step of stepsOf(needs, writes, again)) {
    const { write, decision } = step
    if (decision.does === 'delete' || decision.does === 'restore') {
      touched.add(placeOf(write))
      journal.intend(write, decision.does)
      const refused = await send(needs, write, decision, step.there)
      journal.settle(write, refused ? 'cannot' : 'undone', refused)
      yield refused ? { ...step, decision: { does: 'cannot', reason: refused } } : step
      continue
    } else if (decision.does === 'done') journal.settle(write, 'undone')
    else journal.settle(write, decision.does, decision.reason)
    yield step
  }
}

/** A call that hands back what is there, or the version that was read, must know what the call before it left there. */
const needsThere = (operation: Operation | undefined): boolean =>
  /\b(?:there|merged)\b/.test(JSON.stringify([operation?.undo.delete, operation?.undo.restore]))

/** What is there under a key: nothing, one thing, or why nobody can tell. */
type Seen = Found | Failure | undefined

const placeOf = ({ connection, operation, matchField, key }: UndoableWrite): string =>
  [connection, operation, matchField, key].join('\n')

async function lookAt(needs: UndoNeeds, writes: readonly UndoableWrite[]): Promise<Map<string, Seen>> {
  const found = new Map<string, Seen>()
  const groups = Map.groupBy(
    writes,
    ({ connection, operation, matchField }) => `${connection}\n${operation}\n${matchField}`,
  )
  for (const group of groups.values()) {
    const [first] = group
    if (!first) continue
    const { account, operation } = needs.target(first)
    if (!operation?.look) continue
    const items = [...new Map(group.map(({ key, body }) => [key, { key, body: { ...body } }])).values()]
    for (const { key, body } of group) Object.assign(items.find((item) => item.key === key)?.body ?? {}, body)
    const looked = await lookAll(account, () => lookUp(account, operation, first.matchField, items, needs.signal))
    for (const write of group) {
      const there = looked.found.get(write.key) ?? looked.refused.get(write.key)
      if (there) found.set(placeOf(write), there)
    }
  }
  return found
}

async function lookAll<T>(account: Account, look: () => Promise<T>): Promise<T> {
  try {
    return await answered(account, look)
  } catch (error) {
    if (error instanceof Refusal) throw interruptedBy(account, error.failure)
    throw error
  }
}

/** Why the system refuses it, if it does. */
async function send(
  needs: UndoNeeds,
  write: UndoableWrite,
  decision: Extract<UndoDecision, { does: 'delete' | 'restore' }>,
  there: Found | undefined,
): Promise<Reason | undefined> {
  const { account, operation } = needs.target(write)
  const request = operation?.undo[decision.does]
  if (!request) throw new Error(`"${write.operation}" declares no call to undo by`)
  const form = fieldFormOf(account.objectOf(operation))
  const before = decision.does === 'restore' ? form.write(decision.before) : {}
  const raw = there?.raw ?? there?.fields
  const merged = raw && decision.does === 'restore' ? form.merge(decision.before, raw) : undefined
  const scope = { id: decision.id, key: write.key, match: write.matchField, before, there: raw, merged }
  try {
    await answered(account, () => account.call(request, scope, needs.signal))
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return reasonOf(error.failure)
    throw error
  }
}

/** Tries of one call. */
const TRIES = 4

/**
 * Deleting and restoring may be repeated: the second time changes nothing. Throws a Refusal for what is the record's own fault,
 * and Failure undo.interrupted when the system does not answer.
 */
async function answered<T>(account: Account, call: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await call()
    } catch (error) {
      if (error instanceof Failure && error.code === 'run.stopped') throw interrupted(account, 'it was stopped')
      if (!(error instanceof Refusal)) throw error
      const { failure, rule, retryAfter } = error
      if (failure.category === 'validation' || failure.category === 'permanent') throw error
      if (failure.category === 'sign-in' || (tried >= TRIES && !rule?.rateLimit)) throw interruptedBy(account, failure)
      await account.sleep(retryAfter ?? 250 * 2 ** tried, new AbortController().signal)
    }
  }
}

function interruptedBy(account: Account, failure: Failure): Failure {
  const { why, message } = reasonOf(failure).values
  return interrupted(account, String(message ?? why ?? failure.code))
}

const interrupted = ({ connector }: Account, why: string): Failure =>
  new Failure('undo.interrupted', 'transient', { system: connector.title, why })
