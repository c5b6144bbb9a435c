import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore, StoreTaken } from './index.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'practice-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** Writes without end, saying each id once the store calls it settled. */
const writer = `
  import { openStore } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
  const store = openStore(process.argv[1])
  for (let n = 0; ; n += 1) {
    const id = store.together(() => {
      const id = store.objects.insert('thing', { n: String(n) }, 1)
      store.uniqueValues.set('thing', 'n', String(n), id)
      store.effects.record('thing', String(n), 'created')
      return id
    })
    await store.settled()
    process.stdout.write(id + ' ' + n + '\\n')
    if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
`

function startWriter(): ChildProcess {
  return spawn(process.execPath, ['--input-type=module', '-e', writer, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function readLines(child: ChildProcess, count: number): Promise<string[]> {
  const lines: string[] = []
  if (child.stdout === null) return lines
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (lines.length === count) child.kill('SIGKILL')
  }
  return lines
}

test('keeps everything it called settled when its process is killed, and is free again', async () => {
  const child = startWriter()
  const ended = once(child, 'exit')
  const lines = await readLines(child, 500)
  expect(await ended).toEqual([null, 'SIGKILL'])
  expect(lines.length).toBeGreaterThanOrEqual(500)

  const store = openStore(folder)
  for (const line of lines.filter((one) => /^\d+ \d+$/.test(one)).slice(0, -1)) {
    const [id = '', n = ''] = line.split(' ')
    expect(store.objects.byId('thing', id)?.properties).toEqual({ n })
    expect(store.uniqueValues.holder('thing', 'n', n)).toBe(id)
  }
  const effects = store.effects.page('thing', 0, 100_000)
  expect(effects).toHaveLength(store.objects.count('thing'))
  expect(effects.every((effect) => effect.effects === 1 && effect.writes === 1)).toBe(true)
  store.close()
})

test('is served by one process at a time', async () => {
  const child = startWriter()
  const ended = once(child, 'exit')
  if (child.stdout !== null) await once(child.stdout, 'data')
  expect(() => openStore(folder)).toThrow(StoreTaken)
  child.kill('SIGKILL')
  await ended
  openStore(folder).close()
})

test('is opened once only within a process as well', () => {
  const store = openStore(folder)
  expect(() => openStore(folder)).toThrow(expect.objectContaining({ code: 'practice.taken' }))
  store.close()
  openStore(folder).close()
})

test('undoes a failed piece of work and keeps the work beside it', async () => {
  const store = openStore(folder)
  const kept = store.together(() => store.objects.insert('thing', { name: 'kept' }, 1))
  const fail = () =>
    store.together(() => {
      store.objects.insert('thing', { name: 'lost' }, 1)
      throw new Error('no')
    })
  expect(fail).toThrow('no')
  await store.settled()
  expect([...store.objects.all('thing')].map((object) => object.id)).toEqual([kept])
  store.close()
})

test('never gives out an id twice, not even after it was emptied', async () => {
  const store = openStore(folder)
  const before = store.together(() => store.objects.insert('thing', {}, 1))
  store.clear()
  await store.settled()
  const after = store.together(() => store.objects.insert('thing', {}, 1))
  expect(Number(after)).toBeGreaterThan(Number(before))
  expect(store.objects.count('thing')).toBe(1)
  store.close()
})

test('counts created, changed and accepted writes for each key', () => {
  const store = openStore(folder)
  for (const outcome of ['created', 'changed', 'unchanged', 'unchanged'] as const) {
    store.effects.record('thing', 'K1', outcome)
  }
  expect(store.effects.page('thing', 0, 10)).toEqual([{ key: 'K1', created: 1, changed: 1, writes: 4, effects: 2 }])
  store.close()
})
