import { expect, test } from 'vitest'
import type { Json } from '../model/json.ts'
import { isSameValue } from './same.ts'

test.each<[Json, Json]>([
  [39, '39.00'],
  [39.5, '39.50'],
  [-0.25, '-0.2500'],
  [100, '100'],
  [0, '0.0'],
  [39, 39],
  ['39', 39],
  [null, ''],
  ['2026-11-10T07:30:00Z', '2026-11-10T07:30:00.000Z'],
  ['2026-11-10T07:30:00Z', '2026-11-10T08:30+01:00'],
  [true, 'true'],
])('%j is there as %j', (wanted, there) => {
  expect(isSameValue(wanted, there)).toBe(true)
})

test.each<[Json, Json]>([
  [39, '39.01'],
  [39, '390'],
  [100, '1'],
  // A text is what it is: a version, a shelf, a zip.
  ['39', '39.00'],
  ['1.0', '1'],
  ['2026-11-10T07:30:00Z', '2026-11-10T07:30:01Z'],
  // Without a zone nobody knows which moment it is.
  ['2026-11-10T07:30:00', '2026-11-10T07:30:00.000'],
  [7, '007'],
  [0, ''],
])('%j is not there as %j', (wanted, there) => {
  expect(isSameValue(wanted, there)).toBe(false)
})
