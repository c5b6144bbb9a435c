import { expect, test } from 'vitest'
import type { ClaimEffect } from './effects.ts'
import { Followers } from './followers.ts'
import { Inverses } from './inverses.ts'
import type { Item } from './world.ts'

const item = (seq: number) => ({ row: { seq } }) as unknown as Item
const effect = { kind: 'claim' } as ClaimEffect

test('a record waits for one that is on its way, and for no other', () => {
  const followers = new Followers(new Inverses())
  followers.follow(1, item(2), effect)
  followers.follow(1, item(3), effect)
  expect(followers.waiting).toBe(2)
  expect(followers.of(9)).toEqual([])
  expect(followers.of(1).map((one) => one.item.row.seq)).toEqual([2, 3])
  expect([followers.of(1), followers.waiting]).toEqual([[], 0])
})

test('nothing of a transaction that fails is kept: no one waits who was never journaled, and no one is forgotten', () => {
  const inverses = new Inverses()
  const followers = new Followers(inverses)
  inverses.during(() => followers.follow(1, item(2), effect))
  const failing = () =>
    inverses.during(() => {
      followers.follow(1, item(3), effect)
      followers.follow(4, item(5), effect)
      followers.of(1)
      throw new Error('no room')
    })
  expect(failing).toThrow('no room')
  expect(followers.waiting).toBe(1)
  expect(followers.of(4)).toEqual([])
  expect(followers.of(1).map((one) => one.item.row.seq)).toEqual([2])
})
