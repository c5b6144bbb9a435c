import { describe, expect, it } from 'vitest'
import { type Flow, flowSchema, type RecordStory } from '#engine'
import { ribbonOf } from './ribbon-path.ts'

const flow: Flow = flowSchema.parse({
  formatVersion: 1,
  id: 'leads',
  name: 'Leads',
  steps: {
    read: { kind: 'read-file', title: 'Read' },
    check: { kind: 'check', title: 'Check' },
    write: { kind: 'write', title: 'Write' },
    stop: { kind: 'end', title: 'End' },
  },
  wires: [
    { id: 'w1', from: { step: 'read', port: 'main' }, to: { step: 'check' } },
    { id: 'w2', from: { step: 'check', port: 'main' }, to: { step: 'write' } },
    { id: 'w3', from: { step: 'check', port: 'rejected' }, to: { step: 'stop' } },
  ],
})
const order = ['read', 'check', 'write', 'stop']
const story: RecordStory = {
  seq: 7,
  label: 'row 7',
  stages: [
    { step: 'read', before: {}, after: {}, port: 'main' },
    { step: 'check', before: {}, after: {}, port: 'rejected' },
    { step: 'stop', before: {}, after: {} },
  ],
  outcome: 'rejected',
}

describe('ribbonOf', () => {
  it('shows where the record is and what it has not reached', () => {
    const cards = ribbonOf(flow, order, story, 1)
    expect(cards.map((card) => [card.step, card.state, card.onward])).toEqual([
      ['read', 'now', 'rest'],
      ['check', 'rest', 'rest'],
      ['write', 'rest', 'none'],
    ])
  })

  it('shows the exit by which it turned off', () => {
    const cards = ribbonOf(flow, order, story, 2)
    expect(cards[0]).toMatchObject({ state: 'past', onward: 'lit' })
    expect(cards[1]).toMatchObject({ state: 'now', turned: 'rejected', onward: 'rest', aside: [] })
  })

  it('puts a step beside the line under the one it came from', () => {
    const cards = ribbonOf(flow, order, story, 3)
    expect(cards[1]).toMatchObject({ state: 'past', aside: [{ step: 'stop', stage: 2, now: true }] })
  })

  it('stands at the calling step while the record is in the flow inside it, and leaves by it', () => {
    const stages: RecordStory['stages'] = [
      { step: 'read', before: {}, after: {}, port: 'main' },
      { step: 'check', before: {}, after: {} },
      { step: 'check/clean', before: {}, after: {}, port: 'main' },
      { step: 'check', before: {}, after: {}, port: 'main' },
      { step: 'write', before: {}, after: {} },
    ]
    const inside = { ...story, stages }
    expect(ribbonOf(flow, order, inside, 3).map(({ state }) => state)).toEqual(['past', 'now', 'rest'])
    expect(ribbonOf(flow, order, inside, 5).map(({ onward }) => onward)).toEqual(['lit', 'lit', 'none'])
  })
})
