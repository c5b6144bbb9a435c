// A system that speaks no HTTP: lines over a socket, each kept as a document.
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { OtherPlace, OtherSystem } from './running.ts'
import { type ServedPractice, servePractice } from './served.ts'

let served: ServedPractice | undefined

afterEach(async () => {
  await served?.end()
  served = undefined
})

async function answerLine(place: OtherPlace, socket: Socket, line: string): Promise<void> {
  if (place.faults.current().outage !== undefined) return void socket.destroy()
  if (!line.startsWith(place.token)) return void socket.end('no\n')
  place.together(() => place.docs.insert('lines', { text: line.slice(place.token.length + 1) }))
  await place.settled()
  socket.end('kept\n')
}

const lines: OtherSystem = {
  name: 'lines',
  title: 'Practice Lines',
  kinds: [{ name: 'lines', title: 'Lines', label: 'text' }],
  async serve(place) {
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', (data) => void answerLine(place, socket, data.toString('utf8').trim()))
    })
    server.listen(place.port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    return {
      ...{ port, address: `lines://127.0.0.1:${port}`, values: { room: 'practice' } },
      close: () => new Promise((resolve) => server.close(() => resolve())),
    }
  },
}

async function say(line: string): Promise<string> {
  const { address = '' } = served?.practice.systems.lines ?? {}
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  socket.write(`${line}\n`)
  let said = ''
  for await (const part of socket) said += String(part)
  return said.trim()
}

test('is served, shown, broken and emptied like the others, at the address that it had', async () => {
  served = await servePractice({ systems: [lines] })
  const { token = '', values } = served.practice.systems.lines ?? {}
  expect(values).toEqual({ room: 'practice' })
  expect([await say('nobody hello'), await say(`${token} hello`)]).toEqual(['no', 'kept'])
  const shown = { total: 1, objects: [{ id: '1', label: 'hello', body: { text: 'hello' } }] }
  expect(await served.control('lines/show/lines')).toMatchObject(shown)
  await served.control('lines/faults', { outage: 'hang-up' })
  expect(await say(`${token} hello`).catch(() => '')).toBe('')
  expect(await served.control('lines/sign-ins', {})).toEqual({ error: 'Practice Lines has one sign-in only' })

  const before = served.practice.systems
  await served.practice.close()
  served = await servePractice({ systems: [lines], folder: served.folder })
  expect(served.practice.systems).toEqual(before)
  expect(await served.control('lines/show/lines')).toMatchObject(shown)
  await served.control('lines/reset', {})
  expect(await served.control('lines/show/lines')).toMatchObject({ total: 0 })
})

test('one that cannot be served ends the others, so that everything can be started again', async () => {
  const broken: OtherSystem = { ...lines, name: 'broken', serve: () => Promise.reject(new Error('out of order')) }
  served = await servePractice({ systems: [lines] })
  const { folder } = served
  const before = served.practice.systems
  await served.practice.close()
  await expect(servePractice({ systems: [lines, broken], folder })).rejects.toThrow('out of order')
  served = await servePractice({ systems: [lines], folder })
  expect(served.practice.systems).toEqual(before)
})
