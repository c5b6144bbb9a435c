import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { Contract, ContractField } from '#engine'
import { openStore, type Store } from './index.ts'

let store: Store

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-contracts-'))
  store = openStore(folder)
  return () => {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

const field = (name: string): ContractField => ({ name, type: 'text', required: false, mayBeBlank: true })
const site = (...names: string[]): Contract => ({ name: 'Site', fields: names.map(field) })

test('a contract is published, changed and published again; the same content makes no version', () => {
  const first = store.contracts.publish(site('phone'), 'a', 1)
  expect(first).toEqual({ id: 'site', version: 1, contract: site('phone'), flow: 'a', publishedAt: 1 })
  const shared = { id: 'site', version: 1 }
  expect(store.contracts.publish({ ...site('phone'), shared }, 'b', 2)).toEqual(first)
  const second = store.contracts.publish({ ...site('phone', 'zip'), shared }, 'b', 3)
  expect(second).toMatchObject({ id: 'site', version: 2, basis: shared, flow: 'b' })
  expect(store.contracts.list()).toEqual([second])
  expect(store.contracts.versions('site')).toEqual([second, first])
  expect(store.contracts.get('site', 1)).toEqual(first)
})

test('nobody publishes over a version that they have not seen', () => {
  store.contracts.publish(site('phone'), 'a', 1)
  const shared = { id: 'site', version: 1 }
  store.contracts.publish({ ...site('phone', 'zip'), shared }, 'a', 2)
  expect(() => store.contracts.publish({ ...site('phone', 'web'), shared }, 'b', 3)).toThrow(
    expect.objectContaining({ code: 'contract.conflict' }),
  )
})

test('another contract of that name gets its own id; one that nobody knows is not found', () => {
  store.contracts.publish(site('phone'), 'a', 1)
  expect(store.contracts.publish(site('web'), 'a', 2).id).toBe('site-2')
  expect(store.contracts.publish({ ...site('x'), shared: { id: 'gone', version: 3 } }, 'a', 2)).toMatchObject({
    id: 'site-3',
    version: 1,
  })
  for (const version of [undefined, 9])
    expect(() => store.contracts.get('nowhere', version)).toThrow(
      expect.objectContaining({ code: 'contract.not-found' }),
    )
})
