/** Which entry of an answer a match key means: never another one's. */
import { expect, test } from 'vitest'
import { systemClock, systemRandom } from '#adapters/system'
import { things } from '../../test/fixtures/things.ts'
import type { Json } from '../model/json.ts'
import { Account } from './account.ts'
import type { Operation } from './declare.ts'
import { lookUp } from './look.ts'

type Look = NonNullable<Operation['look']>

async function look(entries: Json, keys: string[], plan: Partial<Look> = {}) {
  const upsert = Object.values(things.operations)[0]
  if (!upsert) throw new Error('the things have no operation')
  const operation: Operation = {
    ...upsert,
    look: {
      request: { method: 'GET', path: '/things' },
      reply: { items: 'list', key: 'key', id: 'id', fields: '' },
      bulk: 50,
      ...plan,
    },
  }
  const network = { request: async () => ({ status: 200, headers: {}, body: JSON.stringify({ list: entries }) }) }
  const ports = { network, clock: systemClock, random: systemRandom }
  const access = { address: 'http://things.example', token: '' }
  const account = new Account({ connector: things, access, ports, patience: 1000, giveUp: () => undefined })
  const items = keys.map((key) => ({ key, body: {} }))
  const { found, refused } = await lookUp(account, operation, 'key', items, new AbortController().signal)
  return {
    found: Object.fromEntries([...found].map(([key, { id }]) => [key, id])),
    refused: Object.fromEntries([...refused].map(([key, { code }]) => [key, code])),
  }
}

test('a key that differs in case only is the same, unless another record means that entry', async () => {
  const entries = [{ id: 1, key: 'ABC' }]
  expect(await look(entries, ['abc'])).toEqual({ found: { abc: '1' }, refused: {} })
  expect(await look(entries, ['abc', 'ABC'])).toEqual({ found: { ABC: '1' }, refused: {} })
})

test('an answer that holds more than was asked for is read by the very same key', async () => {
  const entries = [
    { id: 1, key: 'ABC' },
    { id: 2, key: 'x' },
  ]
  expect(await look(entries, ['abc', 'x'], { exact: true })).toEqual({ found: { x: '2' }, refused: {} })
})

test('several entries that differ from the key in case are for a person to tell apart', async () => {
  const entries = [
    { id: 1, key: 'ABC' },
    { id: 2, key: 'Abc' },
  ]
  expect(await look(entries, ['abc'])).toEqual({ found: {}, refused: { abc: 'call.several-there' } })
  expect(await look(entries, ['Abc'])).toEqual({ found: { Abc: '2' }, refused: {} })
})

test("an entry without a key is nobody's, whatever a record is called", async () => {
  const entries = [{ id: 1 }, { id: 2, key: null }]
  expect(await look(entries, ['undefined', 'null'])).toEqual({ found: {}, refused: {} })
})

test('in an answer without keys, remarks beside the one entry hide nothing', async () => {
  const plan = { reply: { items: 'list', id: 'id', fields: '' }, bulk: 1 }
  expect(await look([{ remark: 'slow' }, { id: 7 }], ['a'], plan)).toEqual({ found: { a: '7' }, refused: {} })
  expect(await look([{ id: 7 }, { id: 8 }], ['a'], plan)).toMatchObject({ refused: { a: 'call.several-there' } })
})
