/**
 * Real public descriptions, imported: what is found in each, and that the connector and the practice system, which were made of it
 * apart from each other, agree with one another and with the description.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenNetwork, openNetwork, sealTo } from '#adapters/net'
import { readDescriptionFile } from '#adapters/openapi'
import { systemClock, systemRandom } from '#adapters/system'
import { Account, type Imported, importDescription, type Json, lookUp, own, sendGroup, type TargetField } from '#engine'
import { keepDescribed, type Practice, startPractice } from '#sandbox'
import { openapiChecker } from '../fixtures/openapi-requests.ts'
import { checkAll, recordRequests } from '../fixtures/request-recorder.ts'

/** What is found: kinds of entries, operations, and questions before anything is answered. */
const FOUND = {
  slack: { kinds: 2, operations: 2, questions: 4 },
  xero: { kinds: 4, operations: 6, questions: 10 },
  openai: { kinds: 3, operations: 2, questions: 4 },
  jira: { kinds: 2, operations: 3, questions: 7 },
  petstore: { kinds: 5, operations: 7, questions: 13 },
  traccar: { kinds: 15, operations: 14, questions: 26 },
  brain: { kinds: 15, operations: 22, questions: 34 },
}
type Name = keyof typeof FOUND
const NAMES = Object.keys(FOUND) as Name[]

const read = (name: Name) =>
  readDescriptionFile(fileURLToPath(new URL(`../fixtures/specs/${name}.json`, import.meta.url)))

/** As somebody would answer who takes what is suggested, and says that changes may be repeated. */
function answered(root: { readonly [name: string]: unknown }): Imported {
  let made = importDescription(root)
  // One answer may lead to another question.
  for (let round = 0; round < 3; round++) {
    const answers: Record<string, string | number> = {}
    for (const { id, suggested } of made.questions) {
      if (id === 'limit') answers[id] = 1_000_000
      else if (id.endsWith('.again')) answers[id] = 'yes'
      else if (id.endsWith('.absent')) answers[id] = 'refuses'
      else if (suggested !== undefined) answers[id] = suggested
    }
    made = importDescription(root, { answers })
  }
  return made
}

const folder = mkdtempSync(join(tmpdir(), 'sluice-imports-'))
let practice: Practice
let network: OpenNetwork
beforeAll(async () => {
  for (const name of NAMES) {
    const { root } = await read(name)
    keepDescribed(folder, { name: `api-${name}`, title: name, description: root })
  }
  practice = await startPractice({ folder })
  network = openNetwork({ seal: sealTo(NAMES.map((name) => systemOf(name).address)) })
})
afterAll(async () => {
  await network.close()
  await practice.close()
  rmSync(folder, { recursive: true })
})

function systemOf(name: Name) {
  const system = practice.systems[`api-${name}`]
  if (!system) throw new Error(`${name} is not served`)
  return system
}

test.each(NAMES)('%s: what is found, and that nothing is safe without an answer', async (name) => {
  const { root } = await read(name)
  const { connector, kinds, questions } = importDescription(root)
  const operations = Object.values(connector.operations)
  expect({ kinds: kinds.length, operations: operations.length, questions: questions.length }).toEqual(FOUND[name])
  expect(operations.filter(({ strategy }) => strategy !== 'own-ledger')).toEqual([])
  expect(connector.proof).toEqual([])
})

const EXCEPTIONS = [
  {
    place: 'body',
    path: '/items',
    why: 'names its place in exactly one of three ways; which one, only a person can tell',
  },
  { place: 'body', path: '/spotsets', why: 'one of several shapes; which one, only a person can tell' },
  { place: 'header.token', why: 'Slack takes its token where all tokens go; the description is of 2021' },
]

const sampleOf = ({ type, choices }: TargetField, n: number): Json => {
  const values: Record<TargetField['type'], Json> = {
    text: `a${n}`,
    number: n,
    'yes-no': true,
    date: '2026-11-22',
    'date-time': '2026-11-22T10:00:00Z',
    email: `a${n}@practice.example`,
    phone: '+13125550100',
    choice: choices?.[0]?.value ?? 'a',
    list: 'a, b',
  }
  return values[type]
}

test.each(NAMES)(
  '%s: what its operations send is as described, and is understood by its practice system',
  async (name) => {
    const { root } = await read(name)
    const { connector } = answered(root)
    const { network: recorded, sent } = recordRequests(network)
    const values = Object.fromEntries((connector.values ?? []).map((value) => [value.name, 'practice']))
    const { address, token } = systemOf(name)
    const account = new Account({
      connector,
      access: { address, token, values },
      ports: { network: recorded, clock: systemClock, random: systemRandom },
      patience: 5000,
      giveUp: ({ code, values }) => {
        throw new Error(`${code} ${JSON.stringify(values)}`)
      },
    })
    const { signal } = new AbortController()
    const trouble: unknown[] = []
    let n = 1
    let written = 0
    for (const [id, operation] of Object.entries(connector.operations)) {
      if (operation.does !== 'create') continue
      const fields = (own(connector.objects, operation.object)?.fields ?? []).filter(({ readOnly }) => !readOnly)
      // Where nobody could say what is unique, any text stands for it.
      const unique = own(connector.objects, operation.object)?.unique[0]?.name
      const match = unique ?? fields.find(({ type, path, required }) => type === 'text' && !path && required)?.name
      const top =
        match ??
        fields.find(({ type, path, name: one }) => type === 'text' && !path && /name|title|model|key/i.test(one))?.name
      if (top === undefined) continue
      const needed = fields.filter((one) => one.name !== top && one.required)
      const body = Object.fromEntries(needed.map((field) => [field.name, sampleOf(field, n)]))
      const key = `a${n}@practice.example`
      const [result] = await sendGroup(
        account,
        { ...operation, settle: 0 },
        top,
        [{ key, body, idempotencyKey: `k${n}` }],
        signal,
      )
      n++
      if (result?.kind !== 'written')
        trouble.push([
          id,
          result && 'failure' in result ? [result.failure.code, result.failure.values, result.failure.details] : result,
        ])
      else written++
      if (!operation.look) continue
      // An answer that says nothing leaves the match key for an id.
      if (operation.send.reply.id === undefined) continue
      const { found } = await lookUp(account, operation, top, [{ key, body }], signal)
      const there = found.get(key)?.id
      if (result?.kind === 'written' && there !== result.id) trouble.push([id, there, result.id])
    }
    expect(trouble).toEqual([])
    expect(written).toBeGreaterThan(0)
    expect(
      checkAll(sent, openapiChecker(root as Record<string, unknown>, { basePath: '', exceptions: EXCEPTIONS })),
    ).toEqual([])
  },
)
