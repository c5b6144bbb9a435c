import { expect, test } from 'vitest'
import { firstLines, isClean, secondLines } from './proof-lines.ts'
import { showKey } from './show-key.ts'

const proof = {
  hash: 'h',
  at: 0,
  first: { run: 'a', received: 3337, created: 1210, updated: 88, unchanged: 3, held: 52, unaccounted: 0 },
  second: { run: 'b', received: 3337, created: 0, updated: 0, unchanged: 1301, newlyHeld: 0, unaccounted: 0 },
}

test('the lines of each run add up to what came in', () => {
  const missing = { ...proof, first: { ...proof.first, unaccounted: 4 } }
  for (const [total, ...parts] of [firstLines(proof), secondLines(proof), firstLines(missing)]) {
    expect(parts.reduce((sum, line) => sum + line.count, 0)).toBe(total?.count)
  }
})

test('a second run that creates, changes or newly holds is not clean, and says where', () => {
  expect(isClean(proof)).toBe(true)
  const dirty = { ...proof, second: { ...proof.second, newlyHeld: 2 } }
  expect(isClean(dirty)).toBe(false)
  expect(secondLines(dirty).filter((line) => line.wrong)).toMatchObject([{ label: 'twice.newly', count: 2 }])
})

test('a key is shown in groups of four', () => {
  expect(showKey('7f3a91c2d04e5b66')).toBe('7F3A 91C2')
  expect(showKey('7f3a 91c2 d04e 5b66')).toBe('7F3A 91C2')
})
