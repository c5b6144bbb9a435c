import { expect, test } from 'vitest'
import { brokenCount, FAULT_SWITCHES, type FaultId, isOn, otherFaults, turnedOff, turnedOn } from './faults.ts'

const one = (id: FaultId) => {
  const found = FAULT_SWITCHES.find((each) => each.id === id)
  if (!found) throw new Error(`no switch ${id}`)
  return found
}
const wish = { permission: 'contacts.write', kind: 'contacts', field: 'email' }

test('each switch turns on by itself and off again, and leaves the others as they are', () => {
  for (const each of FAULT_SWITCHES) {
    const other = each.name === 'outage' ? one('mixed-dates') : one('down')
    const before = turnedOn(other, {}, wish)
    const on = turnedOn(each, before, wish)
    expect(
      FAULT_SWITCHES.filter((any) => isOn(any, on))
        .map(({ id }) => id)
        .sort(),
    ).toEqual([each.id, other.id].sort())
    expect(turnedOff(each, on)).toEqual(before)
  }
})

test('a sign-in is expired or revoked, never both', () => {
  const expired = turnedOn(one('expired'), {}, wish)
  const revoked = turnedOn(one('revoked'), expired, wish)
  expect([isOn(one('expired'), revoked), isOn(one('revoked'), revoked)]).toEqual([false, true])
})

test('what is used up strikes no more', () => {
  const faults = { lostAnswers: 0, storm: { answers: 0, waitMs: 1000 }, partial: 1 }
  expect(brokenCount(faults)).toBe(1)
  expect(isOn(one('lost-answers'), faults)).toBe(false)
  expect(isOn(one('too-many'), faults)).toBe(false)
  expect(isOn(one('partial'), faults)).toBe(true)
})

test('what a terminal set is counted and named, and kept by the switches', () => {
  const faults = { serverErrors: { probability: 0.5 }, cutBefore: 0, outage: 'hang-up' }
  expect(brokenCount(faults)).toBe(2)
  expect(otherFaults(faults)).toEqual(['serverErrors'])
  expect(turnedOff(one('down'), faults)).toEqual({ serverErrors: { probability: 0.5 }, cutBefore: 0 })
})
