import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Tokens } from '../ports.ts'
import { costOf, ModelMeter, nextDay } from './model-meter.ts'

const DAY = 86_400_000
const none = (): Tokens => ({ in: 0, out: 0 })
const stop = new AbortController().signal

test('a day has one ceiling, and the next one its own', async () => {
  let now = 0
  const meter = new ModelMeter({ ceiling: { tokens: 100, reached: 'wait' } }, none)
  const guess = { in: 60, out: 0 }
  expect(await meter.take(guess, () => now, stop)).toBe('taken')
  meter.back(guess, { in: 100, out: 0 })
  expect(await meter.take(guess, () => now, stop)).toBe('over')
  now = nextDay(now)
  expect(now).toBe(DAY)
  expect(await meter.take(guess, () => now, stop)).toBe('taken')
})

test('what was used before a restart counts', async () => {
  const meter = new ModelMeter({ ceiling: { tokens: 100, reached: 'hold' } }, () => ({ in: 90, out: 20 }))
  expect(await meter.take({ in: 1, out: 1 }, () => 0, stop)).toBe('over')
})

test('a cost is only known with both prices', () => {
  expect(costOf({}, { in: 1, out: 1 })).toBeUndefined()
  expect(costOf({ price: { in: 2, out: 10 } }, { in: 500_000, out: 100_000 })).toBe(2)
})

test('however many ask at once, the ceiling is passed by at most one question', async () => {
  const asked = fc.array(
    fc.record({ guess: fc.integer({ min: 1, max: 40 }), takes: fc.integer({ min: 0, max: 40 }) }),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  await fc.assert(
    fc.asyncProperty(asked, fc.integer({ min: 1, max: 200 }), async (questions, most) => {
      const meter = new ModelMeter({ ceiling: { tokens: most, reached: 'hold' } }, none)
      let used = 0
      const ask = async ({ guess, takes }: { guess: number; takes: number }) => {
        const tokens = { in: guess, out: 0 }
        if ((await meter.take(tokens, () => 0, stop)) === 'over') return
        await Promise.resolve()
        // An answer never takes more than was guessed, unless the guess was too low.
        const took = Math.min(takes, guess)
        used += took
        meter.back(tokens, { in: took, out: 0 })
      }
      await Promise.all(questions.map(ask))
      expect(used).toBeLessThanOrEqual(most + 40)
    }),
  )
})
