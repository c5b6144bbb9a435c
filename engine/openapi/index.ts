/**
 * Makes a connector of an API description (OpenAPI 3.1 as JSON) and of a person's answers to what it does not say. Pure: the same
 * description and answers give the same connector. What nobody answered is never taken for safe.
 */

import type { Connector, Operation, TargetObject } from '../connect/declare.ts'
import type { ConnectionValue } from '../connect/declare-sign-in.ts'
import type { Contract } from '../model/flow.ts'
import { own, slug } from '../model/ids.ts'
import { collectionsOf } from './collections.ts'
import { Description, type Part, textIn } from './description.ts'
import { errorsOf } from './errors.ts'
import { contractOf } from './fields.ts'
import { kindId } from './kinds.ts'
import { label } from './names.ts'
import { offerOf } from './operations.ts'
import { type ImportAnswers, type ImportQuestion, Inquiry } from './questions.ts'
import type { Reading } from './requests.ts'
import { signInsOf } from './sign-ins.ts'
import { askAddress, askLimit, askSandbox, askSignIn } from './system-questions.ts'

export type { ImportAnswers, ImportChoice, ImportQuestion } from './questions.ts'

export interface ImportedContracts {
  takes: Contract
  gives: Contract
}

export interface Imported {
  connector: Connector
  /** All that was asked, answered or not, in the order of the operations. */
  questions: ImportQuestion[]
  /** What each operation takes and gives. */
  contracts: Record<string, ImportedContracts>
  /** What could not be taken over, in plain sentences. */
  notes: string[]
  /** Answers to nothing that was asked. */
  unasked: string[]
  /** The kinds of entries that there are, chosen or not. */
  kinds: ImportedKind[]
}

export interface ImportedKind {
  id: string
  title: string
  path: string
}

export interface ImportOptions {
  answers?: ImportAnswers
  /** Ids of the kinds of entries that are wanted; absent: all. */
  only?: readonly string[]
  /** Where the description came from, as people know it. */
  from?: string
}

export function importDescription(root: Part, { answers = {}, only, from }: ImportOptions = {}): Imported {
  const description = new Description(root)
  const inquiry = new Inquiry(answers)
  const values = new Map<string, ConnectionValue>()
  const reading: Reading = { description, inquiry, values, notes: [] }
  const info = description.part(root.info)
  const title = (textIn(info.title) ?? 'Imported system').slice(0, 80)
  const { auth, signIns, notes, unsaid } = signInsOf(description)
  const defaultAddress = askAddress(reading)
  const sandbox = askSandbox(inquiry)
  const signIn = unsaid ? askSignIn(inquiry) : { auth, signIns }
  const limit = askLimit(inquiry)
  const found = collectionsOf(description)
  const ids = new Set<string>()
  const kinds: ImportedKind[] = []
  const objects: Record<string, TargetObject> = {}
  const operations: Record<string, Operation> = {}
  for (const collection of found.collections) {
    const id = kindId(collection, ids)
    ids.add(id)
    kinds.push({ id, title: label(collection.noun), path: collection.path })
    if (only && !only.includes(id)) continue
    const offer = offerOf(reading, id, collection)
    Object.assign(objects, offer.objects)
    Object.assign(operations, offer.operations)
  }
  const version = textIn(info.version)
  const connector: Connector = {
    id: `api-${slug(title).slice(0, 60).replace(/-+$/, '')}`,
    title,
    family: 'Imported',
    version: 1,
    source: `Read from the description "${title}"${version ? `, version ${version}` : ''}${from ? `, ${from}` : ''}. All of it is unconfirmed: nobody checked it against the system itself. How writes are made safe, what is unique and how many calls are allowed is what people answered at import.`,
    ...signIn,
    ...(values.size === 0 ? {} : { values: [...values.values()] }),
    defaultAddress,
    ...(sandbox || defaultAddress === '' ? {} : { liveAddress: { pattern: livePattern(defaultAddress) } }),
    proof: [],
    ...limit,
    timeout: 30_000,
    objects,
    operations,
    errors: errorsOf(description),
  }
  if (Object.keys(operations).length === 0)
    reading.notes.push('No call was found by which entries are created or changed.')
  return {
    connector,
    questions: inquiry.asked,
    contracts: contractsOf(operations, objects),
    notes: [...notes, ...found.notes, ...reading.notes],
    unasked: inquiry.unasked(),
    kinds,
  }
}

/** The host and everything under it. */
function livePattern(address: string): string {
  const host = /^https?:\/\/([^/:?#]+)/i.exec(address)?.[1] ?? address
  return `^https?://${host.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:[:/]|$)`
}

function contractsOf(
  operations: Imported['connector']['operations'],
  objects: Imported['connector']['objects'],
): Imported['contracts'] {
  const contracts: Imported['contracts'] = {}
  for (const [id, { title, object, does }] of Object.entries(operations)) {
    const fields = own(objects, object)?.fields ?? []
    // A change need not name everything.
    const taken = does === 'update' ? fields.map(({ required: _, ...field }) => field) : fields
    contracts[id] = {
      takes: contractOf(`${title}: what goes in`, taken, 'takes'),
      gives: contractOf(`${title}: what comes back`, fields, 'gives'),
    }
  }
  return contracts
}
