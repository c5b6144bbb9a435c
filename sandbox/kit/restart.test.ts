// What a practice system holds and where it answers survives a restart and a kill.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PracticeAddresses } from '../index.ts'
import { servePractice } from './served.ts'

let folder: string
let child: ChildProcess | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'practice-'))
})

afterEach(async () => {
  if (child && child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  child = undefined
  rmSync(folder, { recursive: true, force: true })
})

const own = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)

/** `first` runs in the process before the systems are started. */
async function startChild(first = ''): Promise<PracticeAddresses> {
  const script = `
    import { ServerResponse } from 'node:http'
    ${first}
    import { startPractice } from ${own('../practice.ts')}
    import { madeUp } from ${own('./made-up.ts')}
    const { systems, control, pid } = await startPractice({ folder: process.argv[1], systems: [madeUp], limited: false })
    process.stdout.write(JSON.stringify({ systems, control, pid }) + '\\n')
  `
  child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data')) as [Buffer]
  return JSON.parse(line.toString('utf8')) as PracticeAddresses
}

/** The process is killed in the very moment in which the answer to a write has gone out. */
const killedByItsAnswer = `
  const { end } = ServerResponse.prototype
  ServerResponse.prototype.end = function (...parts) {
    const answered = end.apply(this, parts)
    if (this.statusCode === 201) process.kill(process.pid, 'SIGKILL')
    return answered
  }
`

test('nothing is answered before it is kept', async () => {
  const { systems } = await startChild(killedByItsAnswer)
  const { address = '', token } = systems['made-up'] ?? {}
  const ended = once(child as ChildProcess, 'exit')
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${address}/v1/contacts`, { method: 'POST', headers, body: '{"email":"a"}' })
  expect(answer.status).toBe(201)
  expect(await ended).toEqual([null, 'SIGKILL'])
  const served = await servePractice({ folder })
  expect((await shownOf(served)).docs.get('1')).toBe('a')
  await served.practice.close()
})

test('whatever was answered is there after a kill, idempotency keys too', async () => {
  const { systems } = await startChild()
  const { address = '', token } = systems['made-up'] ?? {}
  const answered: string[] = []
  const create = async (key: string) => {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key }
    const answer = await fetch(`${address}/v1/contacts`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ email: key }),
    })
    return ((await answer.json()) as { id: string }).id
  }
  const writing = Array.from({ length: 200 }, async (_, n) => {
    answered.push(`${n} ${await create(String(n))}`)
    if (answered.length === 60) child?.kill('SIGKILL')
  })
  await Promise.allSettled(writing)
  expect(answered.length).toBeGreaterThanOrEqual(60)

  const served = await servePractice({ folder })
  expect(served.system).toEqual(systems['made-up'])
  const { docs, effects } = await shownOf(served)
  for (const line of answered) {
    const [email = '', id = ''] = line.split(' ')
    expect(docs.get(id)).toBe(email)
    const again = await served.ask('POST', '/v1/contacts', { email }, { 'idempotency-key': email })
    expect(again.body.id).toBe(id)
  }
  expect(effects.every((effect) => effect.effects === 1)).toBe(true)
  expect(docs.size).toBe(effects.length + 1)
  await served.practice.close()
})

async function shownOf({ control }: Awaited<ReturnType<typeof servePractice>>) {
  const shown = (await control('made-up/show/contacts?limit=1000')) as {
    objects: { id: string; body: { email: string } }[]
    effects: { effects: number }[]
  }
  return { docs: new Map(shown.objects.map(({ id, body }) => [id, body.email])), effects: shown.effects }
}

test('every address and key stays the same, and no key is readable by others', async () => {
  const first = await servePractice({ folder })
  await first.practice.close()
  const second = await servePractice({ folder })
  expect(second.practice.systems).toEqual(first.practice.systems)
  expect(second.practice.control).toEqual(first.practice.control)
  for (const name of ['system-keys.json', 'ports.json', 'practice.json']) {
    expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0)
  }
  await second.practice.close()
})

test('a port that somebody else took meanwhile is left to them', async () => {
  const first = await servePractice({ folder })
  await first.practice.close()
  const squatter: Server = createServer().listen(Number(new URL(first.system.address).port), '127.0.0.1')
  await once(squatter, 'listening')
  const second = await servePractice({ folder })
  expect(second.system.address).not.toBe(first.system.address)
  expect((await second.ask('GET', '/v1/contacts')).status).toBe(200)
  await second.practice.close()
  await new Promise((resolve) => squatter.close(resolve))
})

test('first data come once, and again after a reset', async () => {
  const first = await servePractice({ folder })
  await first.ask('DELETE', '/v1/contacts/seed-1')
  await first.practice.close()
  const second = await servePractice({ folder })
  expect((await second.ask('GET', '/v1/contacts')).body.items).toEqual([])
  await second.control('made-up/reset', {})
  expect((await second.ask('GET', '/v1/contacts')).body.items).toMatchObject([{ id: 'seed-1' }])
  await second.practice.close()
})
