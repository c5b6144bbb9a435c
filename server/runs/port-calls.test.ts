import { MessageChannel } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { Failure } from '#engine'
import { connectPort } from './port-calls.ts'

interface Counter {
  add(a: number, b: number): number
  later(text: string): Promise<string>
  refuse(): void
  break(): void
  breakOddly(): void
  odd(): unknown
}

const counter: Counter = {
  add: (a, b) => a + b,
  later: async (text) => `${text}, later`,
  refuse() {
    throw new Failure('data.full', 'transient', { folder: 'data' }, { details: { code: 'ENOSPC' } })
  },
  break() {
    throw new TypeError('a defect')
  },
  breakOddly() {
    throw new TypeError('an odd defect', { cause: () => 'no function crosses' })
  },
  odd: () => () => 'nor does this one',
}

let close = (): void => undefined
afterEach(() => close())

function pair() {
  const { port1, port2 } = new MessageChannel()
  close = () => port1.close()
  return { here: connectPort<Counter>(port1, {}), there: connectPort(port2, counter) }
}

describe('calls across a port', () => {
  it('are answered, many at once', async () => {
    const { here } = pair()
    const sums = Array.from({ length: 50 }, (_, n) => here.remote.add(n, 1))
    expect(await Promise.all(sums)).toEqual(sums.map((_, n) => n + 1))
    expect(await here.remote.later('soon')).toBe('soon, later')
  })

  it('bring a failure over as a failure, and a defect as a defect', async () => {
    const { here } = pair()
    const failure = await Promise.resolve(here.remote.refuse()).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Failure)
    expect(failure).toMatchObject({ code: 'data.full', category: 'transient', values: { folder: 'data' } })
    await expect(here.remote.break()).rejects.toThrow('a defect')
  })

  it('are answered also when the answer cannot cross', async () => {
    const { here } = pair()
    await expect(here.remote.breakOddly()).rejects.toThrow('an odd defect')
    await expect(here.remote.odd()).rejects.toThrow('could not be cloned')
    expect(await here.remote.add(1, 1)).toBe(2)
  })

  it('fail when the other side is gone, those under way and those after', async () => {
    const { here } = pair()
    const waiting = here.remote.later('never')
    here.fail(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
    await expect(here.remote.add(1, 1)).rejects.toThrow('gone')
  })
})
