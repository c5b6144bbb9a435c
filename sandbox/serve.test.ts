import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findPractice, type PracticeAddresses } from './index.ts'

let folder: string
const children: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'practice-'))
})

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  rmSync(folder, { recursive: true })
})

function run(...more: string[]): ChildProcess {
  const script = fileURLToPath(new URL('./serve.ts', import.meta.url))
  const child = spawn(process.execPath, [script, '--folder', folder, '--json', ...more])
  children.push(child)
  return child
}

async function start(...more: string[]): Promise<{ child: ChildProcess; addresses: PracticeAddresses }> {
  const child = run(...more)
  const [line] = (await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data')) as [Buffer]
  return { child, addresses: JSON.parse(line.toString('utf8')) as PracticeAddresses }
}

async function send(access: PracticeAddresses['control'], path: string, body?: unknown): Promise<unknown> {
  const headers = { authorization: `Bearer ${access.token}` }
  const request = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
  return (await fetch(access.address + path, request)).json()
}

const company = { properties: { name: 'Kept', site_key: 'K1' } }

test('keeps data and tokens when killed and started again', async () => {
  const first = await start()
  expect(first.addresses.pid).toBe(first.child.pid)
  expect(await findPractice(folder)).toEqual(first.addresses)
  const { systems } = first.addresses
  const created = await send(systems.hubspot, '/crm/v3/objects/companies', company)
  expect(created).toMatchObject({ properties: company.properties })
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  expect(existsSync(join(folder, 'practice.json'))).toBe(true)
  expect(await findPractice(folder)).toBeUndefined()

  const second = await start()
  expect(second.addresses.systems.hubspot.token).toBe(systems.hubspot.token)
  expect(second.addresses.control.token).toBe(first.addresses.control.token)
  expect(await send(second.addresses.control, '/__practice/show/companies')).toMatchObject({
    total: 1,
    objects: [{ properties: company.properties }],
    effects: [{ key: 'K1', effects: 1 }],
  })
})

test('tells its health, empties itself and stops when asked by somebody who may', async () => {
  const { child, addresses } = await start()
  const { control, systems } = addresses
  expect(await send(control, '/__practice/health')).toEqual({ system: 'hubspot', pid: child.pid, ready: true })
  expect(await send(systems.hubspot, '/__practice/health')).toEqual({ error: expect.any(String) })
  await send(systems.hubspot, '/crm/v3/objects/companies', company)
  await send(control, '/__practice/reset', {})
  expect(await send(control, '/__practice/show/companies')).toEqual({ objects: [], effects: [], total: 0 })
  const ended = once(child, 'exit')
  await send(control, '/__practice/stop', {})
  expect(await ended).toEqual([0, null])
  expect(existsSync(join(folder, 'practice.json'))).toBe(false)
  expect(await findPractice(folder)).toBeUndefined()
})

test('keeps its address file and tokens to its owner', async () => {
  await start()
  for (const name of ['practice.json', 'keys.json', 'practice.db']) {
    expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0)
  }
  expect(JSON.parse(readFileSync(join(folder, 'practice.json'), 'utf8'))).toHaveProperty('pid')
})

test('stops with its parent when told to', async () => {
  const { child } = await start('--until-parent-exits')
  const ended = once(child, 'exit')
  child.stdin?.end()
  expect(await ended).toEqual([0, null])
  expect(existsSync(join(folder, 'practice.json'))).toBe(false)
})

test('refuses a folder that another process serves, leaving its address file alone', async () => {
  const { addresses } = await start()
  const second = run()
  let said = ''
  second.stderr?.on('data', (part: Buffer) => {
    said += part.toString('utf8')
  })
  const [code] = (await once(second, 'close')) as [number]
  expect(code).toBe(3)
  expect(JSON.parse(said)).toMatchObject({ error: { code: 'practice.taken' } })
  expect(await findPractice(folder)).toEqual(addresses)
})
