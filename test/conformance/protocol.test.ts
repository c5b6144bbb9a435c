import { ORPCError } from '@orpc/client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Flow } from '#engine'
import { type Carrier, overPort, overSocket } from './protocol-carriers.ts'

describe.each([
  { name: 'MessagePort', open: overPort },
  { name: 'WebSocket', open: overSocket },
])('the protocol over $name', ({ open }) => {
  let carrier: Carrier
  beforeAll(async () => {
    carrier = await open()
  })
  afterAll(() => carrier.close())

  /** The small studio tells here how many event streams are being produced. */
  const untilWatches = async (count: number) => {
    const { studio, drop } = await carrier.connect()
    await vi.waitFor(async () => expect((await studio.app.info()).dataFolder).toBe(String(count)), 10_000)
    drop()
  }

  it('answers requests, many at once, each with its own reply', async () => {
    const { studio, drop } = await carrier.connect()
    const revisions = Array.from({ length: 50 }, (_, revision) => revision)
    const replies = await Promise.all(
      revisions.map((revision) => studio.flows.save({ flow: {} as Flow, revision }).then((saved) => saved.revision)),
    )
    expect(replies).toEqual(revisions)
    drop()
  })

  it('brings a failure with its code and values', async () => {
    const { studio, drop } = await carrier.connect()
    const error = await studio.flows.open({ flow: 'gone' }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ORPCError)
    expect(error).toMatchObject({
      code: 'FAILURE',
      defined: true,
      data: { code: 'flow.not-found', category: 'permanent', values: { flow: 'gone' } },
    })
    drop()
  })

  it('refuses input that is not of the contract', async () => {
    const { studio, drop } = await carrier.connect()
    await expect(studio.flows.open({ flow: '' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    drop()
  })

  it('keeps dates, undefined and text as they are', async () => {
    const { studio, drop } = await carrier.connect()
    const odd = {
      at: new Date(1_763_800_000_000),
      nothing: undefined,
      none: null,
      list: [undefined, 1.5, 'ä\u{1F40B}'],
    }
    const { flow } = await studio.flows.save({ flow: odd as unknown as Flow, revision: 1 })
    expect(flow).toEqual(odd)
    drop()
  })

  it('carries a large message whole, both ways', async () => {
    const { studio, drop } = await carrier.connect()
    const name = 'abcdefgh'.repeat(1024 * 1024)
    const { flow } = await studio.flows.save({ flow: { name } as Flow, revision: 1 })
    expect(flow.name === name).toBe(true)
    drop()
  })

  it('ends the stream in the studio when the screen stops listening', async () => {
    const { studio, drop } = await carrier.connect()
    const seen: number[] = []
    for await (const [event] of await studio.runs.watch({ flow: 'f', seq: 7 })) {
      seen.push((event as { seq: number }).seq)
      if (seen.length === 3) break
    }
    expect(seen).toEqual([7, 8, 9])
    await untilWatches(0)
    drop()
  })

  it('ends the stream in the studio when the screen aborts', async () => {
    const { studio, drop } = await carrier.connect()
    const abort = new AbortController()
    const events = await studio.runs.watch({ flow: 'f' }, { signal: abort.signal })
    await events.next()
    await untilWatches(1)
    abort.abort()
    await untilWatches(0)
    drop()
  })

  it('ends the stream in the studio when the window is gone', async () => {
    const { studio, drop } = await carrier.connect()
    await (await studio.runs.watch({ flow: 'f' })).next()
    await untilWatches(1)
    drop()
    await untilWatches(0)
  })

  it('fails what was under way when the studio dies, and answers on a new line', async () => {
    const { studio } = await carrier.connect()
    const events = await studio.runs.watch({ flow: 'f' })
    await events.next()
    const broken = (async () => {
      for await (const _ of events);
    })()
    const outcome = broken.then(
      () => 'ended',
      () => 'failed',
    )
    await carrier.killStudio()
    expect(['ended', 'failed']).toContain(await outcome)
    const { studio: next, drop } = await carrier.connect()
    expect((await next.app.info()).version).not.toBe('')
    drop()
  })
})
