import { expect, test } from 'vitest'
import { systemClock, systemRandom } from '#adapters/system'
import { things } from '../../test/fixtures/things.ts'
import { Account } from '../connect/account.ts'
import type { ListPlan } from '../connect/declare.ts'
import type { Json } from '../model/json.ts'
import { listChanges } from './list-changes.ts'

const plan: ListPlan = {
  title: 'New and changed things',
  request: { method: 'GET', path: '/things', query: { after: { $: 'after' } } },
  reply: { items: 'list', id: 'thing.id', fields: 'thing', next: 'next' },
  cursor: { field: 'at', as: 'time', asked: 'iso', start: '' },
}

function listing(pages: Record<string, Json>) {
  const network = {
    request: async ({ url }: { url: string }) => {
      const page = pages[new URL(url).searchParams.get('after') ?? '']
      return { status: 200, headers: {}, body: JSON.stringify(page) }
    },
  }
  const ports = { network, clock: systemClock, random: systemRandom }
  const access = { address: 'http://things.example', token: '' }
  const account = new Account({ connector: things, access, ports, patience: 1000, giveUp: () => undefined })
  const options = { fields: [], most: 1000, signal: new AbortController().signal }
  return listChanges(account, plan, { seen: [] }, options)
}

test('remarks between the entries become no records, and nothing behind them is missed', async () => {
  const at = '2026-11-22T10:00:00Z'
  const { entries, progress } = await listing({
    '': { list: [{ remark: 'a' }, { thing: { id: 1, at } }, { remark: 'slow' }], next: '2' },
    '2': { list: [{ remark: 'b' }, { thing: { id: 2, at } }] },
  })
  expect(entries.map(({ data }) => data.id)).toEqual([1, 2])
  expect(progress.cursor).toBe(at)
})
