/** The questions on which it depends whether a write may be repeated, and how it is taken back. */
import type { Operation, Strategy, TargetField } from '../connect/declare.ts'
import type { Call } from './collections.ts'
import { findable, type Kind, keyable, sentToItem } from './kinds.ts'
import { bare, withArticle } from './names.ts'
import type { ImportChoice } from './questions.ts'
import { type Reading, requestOf, wrap } from './requests.ts'

export interface Safe {
  strategy: Strategy
  /** The field that carries the match key. */
  match?: TargetField
  /** The parameter of the list that finds an entry by it. */
  find?: string
  /** The header for keys of our own. */
  header?: string
  keyLasts?: number
  settle?: number
}

const HOUR = 3_600_000
const UNSAFE: Safe = { strategy: 'own-ledger' }

/** Draft "The Idempotency-Key HTTP Header Field" of the IETF, and names that were usual before it. */
const isKeyHeader = (name: string): boolean =>
  /^(?:x)?(?:idempotencykey|idempotenceid|idempotencytoken|idempotentkey|requestid|idempotency)$/.test(bare(name))

export function askSafe(reading: Reading, kind: Kind, create: Call, operation: string): Safe {
  const { inquiry } = reading
  const { noun } = kind
  const header = create.parameters.find((one) => one.in === 'header' && isKeyHeader(one.name))?.name
  const finds = findable(kind)
  const choices: ImportChoice[] = [
    ...(header
      ? [
          {
            value: 'key',
            label: `It remembers keys in the header ${header}, and answers a second call with the same key as the first`,
          },
        ]
      : []),
    ...finds.map(({ field }) => ({
      value: `find:${field.name}`,
      label: `${field.label} is different for every ${noun}: it is looked up first`,
    })),
    { value: 'none', label: 'In no way, or nobody knows' },
  ]
  const suggested = finds.find(({ field }) => looksUnique(field))
  const how = inquiry.choose({
    id: `${operation}.safe`,
    operation,
    question: `How is a second ${noun} kept from coming about when the same call is sent twice?`,
    why: 'After a lost answer nobody knows whether the call arrived. Without an answer it is taken for unsafe: no flow that uses it can be launched.',
    choices,
    ...(suggested ? { suggested: `find:${suggested.field.name}` } : header ? { suggested: 'key' } : {}),
  })
  if (how === undefined || how === 'none') return UNSAFE
  if (how === 'key' && header) return askKey(reading, kind, header, operation)
  const found = finds.find(({ field }) => how === `find:${field.name}`)
  if (!found) return UNSAFE
  const settle = inquiry.number({
    id: `${operation}.settle`,
    operation,
    question: `After how many seconds does the list surely show ${withArticle(noun)} that was just created?`,
    why: 'Looking too early finds nothing and would create a second one. Without an answer 60 seconds are waited.',
    suggested: 0,
  })
  return { strategy: 'find-then-create', match: found.field, find: found.parameter, settle: (settle ?? 60) * 1000 }
}

function askKey({ inquiry }: Reading, kind: Kind, header: string, operation: string): Safe {
  const fields = keyable(kind)
  const suggested = fields.find(looksUnique)
  const chosen = inquiry.choose({
    id: `${operation}.match`,
    operation,
    question: `Which field of ${withArticle(kind.noun)} says that it is the same one as before?`,
    why: 'The match key is written there. Without an answer it is taken for unsafe.',
    choices: fields.map(({ name, label }) => ({ value: name, label })),
    ...(suggested ? { suggested: suggested.name } : {}),
  })
  const hours = inquiry.number({
    id: `${operation}.key-lasts`,
    operation,
    question: `For how many hours does it remember a key in ${header}?`,
    why: 'Only within that time may a call be repeated. Without an answer none is: what may have arrived waits for a person.',
    suggested: 24,
  })
  const match = fields.find(({ name }) => name === chosen)
  if (!match) return UNSAFE
  // Where it can be looked up as well, what is there already is found before anything is sent.
  const find = findable(kind).find(({ field }) => field.name === match.name)?.parameter
  return { strategy: 'native-key', header, match, keyLasts: (hours ?? 0) * HOUR, ...(find ? { find } : {}) }
}

/** What a call that replaces an entry does where there is none yet. Undefined: nobody said. */
export function askReplacing({ inquiry }: Reading, kind: Kind): 'creates' | 'refuses' | undefined {
  const answer = inquiry.choose({
    id: `change-${kind.id}.absent`,
    operation: `change-${kind.id}`,
    question: `What happens when ${withArticle(kind.noun)} is written under an id that is not there yet?`,
    why: 'It decides whether a new one can come about by mistake. Without an answer it is taken for unsafe: no flow that uses it can be launched.',
    choices: [
      { value: 'refuses', label: 'It is refused' },
      { value: 'creates', label: `A new ${kind.noun} with that id comes about` },
    ],
  })
  return answer === 'creates' || answer === 'refuses' ? answer : undefined
}

export function askChanging({ inquiry }: Reading, kind: Kind, call: Call, operation: string): boolean {
  const answer = inquiry.choose({
    id: `${operation}.again`,
    operation,
    question: `Does changing ${withArticle(kind.noun)} twice with the same values do the same as once?`,
    why: 'Values that are set are the same afterwards; a call that adds or appends is not. Without an answer it is taken for unsafe: no flow that uses it can be launched.',
    choices: [
      { value: 'yes', label: 'Yes, the values are set' },
      { value: 'no', label: 'No, something is added each time' },
    ],
    // A POST may do anything.
    ...(call.method === 'PATCH' ? { suggested: 'yes' } : {}),
  })
  return answer === 'yes'
}

type Way = 'delete' | 'restore'

export function askUndo(reading: Reading, kind: Kind, operation: string, ways: readonly Way[]): Operation['undo'] {
  const { item } = kind.collection
  const change = item?.change
  const possible = ways.filter((way) =>
    way === 'delete' ? item?.remove && kind.idField : change && sentToItem(reading, kind, change),
  )
  const undo: Operation['undo'] = { created: 'none', updated: 'none', words: 'It cannot be taken back from here.' }
  if (possible.length === 0 || !item) return undo
  const words = possible.map((way) => WORDS[way]).join(' ')
  const answer = reading.inquiry.choose({
    id: `${operation}.undo`,
    operation,
    question: `May it be taken back by itself? ${words}`,
    why: 'Deleting may have further consequences over there. Without an answer nothing is taken back.',
    choices: [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
    ],
    suggested: 'yes',
  })
  if (answer !== 'yes') return undo
  const hole = { name: item.hole, is: 'id' as const }
  if (possible.includes('delete') && item.remove)
    Object.assign(undo, { created: 'delete', delete: requestOf(reading, item.remove, { hole }) })
  if (possible.includes('restore') && change) {
    const written = sentToItem(reading, kind, change)
    const body = written && wrap(written, { $: 'before' })
    Object.assign(undo, {
      updated: 'restore',
      restore: requestOf(reading, change, { hole, ...(body === undefined ? {} : { body }) }),
    })
  }
  return { ...undo, words }
}

const WORDS: Readonly<Record<Way, string>> = {
  delete: 'What was created is deleted.',
  restore: 'What was changed gets its old values back.',
}

/** Names that speak for one value per entry. */
const looksUnique = ({ name, type }: TargetField): boolean =>
  type === 'email' ||
  /^(?:ref(?:erence)?|externalid|externalref(?:erence)?|foreignid|customid|code|number|sku|key|slug|username|login|.*(?:number|code|externalid))$/.test(
    bare(name),
  )
