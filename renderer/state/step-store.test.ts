import { describe, expect, it } from 'vitest'
import { flowSchema, type RecordStory } from '#engine'
import { withinStory } from './step-store.ts'
import { sameLogic } from './step-walk.ts'

const stage = { step: 'read', before: {}, after: {} }
const story: RecordStory = { seq: 1, label: 'row 1', stages: [stage, stage, stage] }

describe('withinStory', () => {
  it('keeps the stage inside the story', () => {
    expect([0, 1, 3, 9].map((n) => withinStory(story, n))).toEqual([1, 1, 3, 3])
  })
})

describe('sameLogic', () => {
  const flow = flowSchema.parse({ formatVersion: 1, id: 'leads', name: 'Leads', steps: {}, wires: [] })

  it('does not mind where the cards sit', () => {
    expect(sameLogic(flow, { ...flow, layout: { read: { x: 8, y: 8 } }, name: 'Other' })).toBe(true)
  })

  it('notices another step', () => {
    expect(sameLogic(flow, { ...flow, steps: { read: { kind: 'file', title: 'Read', settings: {} } } })).toBe(false)
  })
})
