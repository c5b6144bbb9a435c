import { expect, test } from 'vitest'
import { Lanes, laneOf } from './lanes.ts'

test('one after another inside a lane, side by side otherwise', () => {
  const lanes = new Lanes()
  const order: string[] = []
  lanes.take('a', () => order.push('a1'))
  lanes.take('a', () => order.push('a2'))
  lanes.take('b', () => order.push('b1'))
  lanes.take('a', () => order.push('a3'))
  expect(order).toEqual(['a1', 'b1'])
  lanes.release('a')
  lanes.release('a')
  expect(order).toEqual(['a1', 'b1', 'a2', 'a3'])
  lanes.release('a')
  lanes.take('a', () => order.push('a4'))
  expect(order.at(-1)).toBe('a4')
})

test('a lane belongs to account, object and key together', () => {
  expect(laneOf('crm', 'companies', 'k')).not.toBe(laneOf('crm', 'contacts', 'k'))
})
