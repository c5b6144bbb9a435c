import { expect, test } from 'vitest'
import { Lanes, laneOf } from './lanes.ts'

test('one after another inside a lane, side by side otherwise', () => {
  const lanes = new Lanes()
  const order: string[] = []
  const note = (name: string) => () => order.push(name) > 0
  lanes.take('a', note('a1'))
  lanes.take('a', note('a2'))
  lanes.take('b', note('b1'))
  lanes.take('a', note('a3'))
  expect(order).toEqual(['a1', 'b1'])
  lanes.release('a')
  lanes.release('a')
  expect(order).toEqual(['a1', 'b1', 'a2', 'a3'])
  lanes.release('a')
  lanes.take('a', note('a4'))
  expect(order.at(-1)).toBe('a4')
})

test('a lane belongs to account, object and key together', () => {
  expect(laneOf('crm', 'companies', 'k')).not.toBe(laneOf('crm', 'contacts', 'k'))
})

test('one that does not take its turn any more is passed over, however many there are', () => {
  const lanes = new Lanes()
  let turns = 0
  lanes.take('a', () => true)
  for (let n = 0; n < 50_000; n++) lanes.take('a', () => false)
  lanes.take('a', () => ++turns > 0)
  lanes.release('a')
  expect(turns).toBe(1)
})
