import { describe, expect, it } from 'vitest'
import { type Flow, flowSchema, type RecordStory } from '#engine'
import { pathOf } from './story-path.ts'

const flow: Flow = flowSchema.parse({
  formatVersion: 1,
  id: 'leads',
  name: 'Leads',
  steps: {
    read: { kind: 'file', title: 'Read' },
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

describe('pathOf', () => {
  it('lights the wires between the stages told so far', () => {
    expect(pathOf(flow, story, 2)).toEqual({ steps: ['read', 'check'], wires: ['w1'], at: 'check', port: 'rejected' })
  })

  it('names the outcome only at the end', () => {
    expect(pathOf(flow, story)).toEqual({
      steps: ['read', 'check', 'stop'],
      wires: ['w1', 'w3'],
      at: 'stop',
      outcome: 'rejected',
    })
  })

  it('is empty before the first stage', () => {
    expect(pathOf(flow, story, 0)).toEqual({ steps: [], wires: [] })
  })
})
