import { expect, test } from 'vitest'
import { Followers } from './followers.ts'
import type { ClaimEffect, Item } from './item.ts'

const item = (seq: number) => ({ row: { seq }, claims: [{ scope: 's', key: 'k', days: 0 }] }) as unknown as Item
const effect = { kind: 'claim' } as ClaimEffect

test('a record waits for one that is on its way, and for no other', () => {
  const followers = new Followers()
  followers.during(() => followers.underWay(item(1)))
  followers.during(() => {
    expect(followers.follow(1, item(2), effect)).toBe(true)
    expect(followers.follow(9, item(3), effect)).toBe(false)
  })
  followers.during(() => expect(followers.of(1).map((one) => one.item.row.seq)).toEqual([2]))
  expect(followers.of(1)).toEqual([])
})

test('nothing of a transaction that fails is kept: no one waits who was never journaled, and no one is forgotten', () => {
  const followers = new Followers()
  const failing = (work: () => void) =>
    expect(() =>
      followers.during(() => {
        work()
        throw new Error('no room')
      }),
    ).toThrow('no room')
  followers.during(() => followers.underWay(item(1)))
  followers.during(() => followers.follow(1, item(2), effect))
  failing(() => {
    followers.follow(1, item(3), effect)
    followers.underWay(item(4))
    for (const { item: one } of followers.of(1)) followers.ready(one)
  })
  expect(followers.takeReady()).toEqual([])
  expect(followers.follow(4, item(5), effect)).toBe(false)
  expect(followers.of(1).map((one) => one.item.row.seq)).toEqual([2])
})
