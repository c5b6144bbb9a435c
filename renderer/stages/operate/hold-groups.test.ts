import { expect, test } from 'vitest'
import { groupByCause } from './hold-groups.ts'

const entry = (id: number, step: string, code: 'host.disconnected' | 'flow.conflict') => ({
  id,
  run: 'r',
  seq: id,
  label: `row ${id}`,
  title: `Record ${id}`,
  step,
  reason: { code, category: 'transient' as const, values: { row: id } },
  heldAt: 0,
})

test('the same reason at the same step is one cause; the largest comes first and none is lost', () => {
  const groups = groupByCause([
    entry(1, 'check', 'flow.conflict'),
    entry(2, 'write', 'host.disconnected'),
    entry(3, 'write', 'host.disconnected'),
    entry(4, 'check', 'host.disconnected'),
  ])
  expect(groups.map((group) => [group.step, group.reason.code, group.entries.length])).toEqual([
    ['write', 'host.disconnected', 2],
    ['check', 'flow.conflict', 1],
    ['check', 'host.disconnected', 1],
  ])
  expect(groups[0]?.reason.values).toEqual({ row: '…' })
  expect(groups[1]?.reason.values).toEqual({ row: 1 })
})
