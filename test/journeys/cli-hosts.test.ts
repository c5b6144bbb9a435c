/** Places that refuse: the data folder, its database, its owner, and ports. */
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  companiesIn,
  type ErrorDocument,
  emptyFolder,
  servePractice,
  sluice,
  sluiceJson,
  start,
} from './cli-process.ts'

const errorOf = async (args: readonly string[]) => {
  const { status, document } = await sluiceJson<ErrorDocument>(args)
  return { status, ...document.error }
}

test('a file in the place of the data folder', async () => {
  const data = join(emptyFolder(), 'data')
  writeFileSync(data, 'mine')
  const refused = { status: 1, code: 'data.not-writable', values: { folder: data, why: 'a file stands in its place' } }
  expect(await errorOf(['run', 'childcare-sites', '--data', data])).toMatchObject(refused)
  expect(await errorOf(['practice', 'show', 'hubspot', 'companies', '--data', data])).toMatchObject(refused)
  expect(readFileSync(data, 'utf8')).toBe('mine')
})

test('a data folder that another process owns says which one', async () => {
  const data = emptyFolder()
  const crm = await servePractice(data)
  const { address, token } = crm.practice.control
  const body = JSON.stringify({ latency: { beforeMs: 400 } })
  await fetch(`${address}/__practice/faults`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body })
  const owner = start(['run', 'childcare-sites', '--data', data])
  while ((await companiesIn(crm)) === 0) await new Promise((done) => setTimeout(done, 20))
  const refused = await errorOf(['run', 'childcare-sites', '--data', data])
  expect(refused).toMatchObject({
    status: 1,
    code: 'data.owned',
    values: { folder: data, pid: String(owner.child.pid) },
  })
  expect((await owner.ended).status).toBe(0)
})

test('a damaged database is left as it is', async () => {
  const data = emptyFolder()
  await sluice(['flows', '--data', data])
  const path = join(data, 'sluice.db')
  const damaged = Buffer.alloc(40_000, 'no database')
  writeFileSync(path, damaged)
  for (const name of readdirSync(data)) if (/-(wal|shm)$/.test(name)) writeFileSync(join(data, name), '')
  expect(await errorOf(['run', 'childcare-sites', '--data', data])).toMatchObject({ status: 1, code: 'data.damaged' })
  expect(readFileSync(path).equals(damaged)).toBe(true)
})

test('a full disk before the first record', async () => {
  const { status, document } = await sluiceJson<ErrorDocument>(['run', 'childcare-sites', '--data', emptyFolder()], {
    SLUICE_TEST_MAX_PAGES: '5',
  })
  expect({ status, code: document.error.code }).toEqual({ status: 1, code: 'data.full' })
})

test('practice systems are served once, on a port that is free', async () => {
  const data = emptyFolder()
  const crm = await servePractice(data)
  const pid = String(crm.child.pid)
  expect(String(crm.practice.pid)).toBe(pid)
  expect(await errorOf(['practice', 'serve', '--data', data])).toMatchObject({
    status: 1,
    code: 'practice.owned',
    values: { folder: data, pid },
  })
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const port = String((other.address() as AddressInfo).port)
  expect(await errorOf(['practice', 'serve', '--data', emptyFolder(), '--port', port])).toMatchObject({
    status: 1,
    code: 'port.taken',
    what: `Port ${port} is taken by another program.`,
  })
  crm.child.kill('SIGTERM')
  expect(await crm.ended).toMatchObject({ status: 0, signal: null })
})

test('practice systems show what they hold, served or not, page by page, and can be emptied', async () => {
  const data = emptyFolder()
  await sluice(['run', 'webhook-lead', '--data', data])
  const show = ['practice', 'show', 'crm', 'contacts', '--data', data]
  const all = await sluiceJson<{ total: number; objects: { id: string; effects: number }[] }>(show)
  expect(all.document.total).toBeGreaterThan(1)
  expect(all.document.objects).toHaveLength(all.document.total)
  expect(all.document.objects.every(({ effects }) => effects === 1)).toBe(true)

  const crm = await servePractice(data)
  const page = await sluiceJson<typeof all.document>([...show, '--limit', '1', '--offset', '1'])
  expect(page.document.objects).toEqual([all.document.objects[1]])
  expect((await sluice(show)).stdout).toContain(`${all.document.total} contacts.`)
  expect(await sluice(['practice', 'reset', '--data', data])).toMatchObject({ status: 0 })
  expect((await sluiceJson<typeof all.document>(show)).document.total).toBe(0)
  expect(await errorOf(['practice', 'show', 'slack', 'rooms', '--data', data])).toMatchObject({
    code: 'practice.unknown',
  })
  crm.child.kill('SIGINT')
  expect((await crm.ended).status).toBe(0)
})
