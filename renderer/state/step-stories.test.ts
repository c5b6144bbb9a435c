import { describe, expect, it } from 'vitest'
import type { RecordStory, Stage } from '#engine'
import { beginningAt, differenceOf, partsAt, storyAt, typedValue, withStoryAt, withTried } from './step-stories.ts'

const stage = (step: string, more: Partial<Stage> = {}): Stage => ({ step, before: {}, after: {}, ...more })
const told = (label: string, stages: Stage[], more: Partial<RecordStory> = {}): RecordStory => ({
  seq: 1,
  label,
  stages,
  ...more,
})

const item = told('row 1 · 1', [stage('split', { port: 'main' }), stage('write')], { outcome: 'created' })
const whole = told('row 1', [stage('read', { port: 'main' }), stage('split')], {
  parts: [item],
  outcome: 'absorbed',
  walkId: '1',
})

describe('parts', () => {
  it('stand at the stage that made them', () => {
    expect(partsAt(whole, 1)).toEqual([item])
    expect(partsAt(whole, 0)).toEqual([])
  })

  it('are found and replaced by their path', () => {
    expect(storyAt(whole, [0])).toBe(item)
    expect(storyAt(whole, [1])).toBeUndefined()
    const other = told('other', [])
    expect(storyAt(withStoryAt(whole, [0], other), [0])).toBe(other)
  })
})

describe('beginningAt', () => {
  it('is the exit for what begins behind it, and where a record came out of a flow inside', () => {
    expect(beginningAt(item, 0, true)).toEqual({ port: 'main' })
    expect(beginningAt(item, 1, true)).toBeUndefined()
    expect(beginningAt(whole, 0, false)).toBeUndefined()
    const back = told('row 1', [stage('call'), stage('call/clean'), stage('call', { port: 'main' })])
    expect(beginningAt(back, 2, false)).toEqual({ port: 'main' })
  })
})

describe('what was tried', () => {
  it('follows what came before, and leaves nothing of the old end', () => {
    const now = withTried(whole, 1, told('x', [stage('split', { port: 'filtered' })], { outcome: 'filtered' }))
    expect(now.stages.map(({ step, port }) => [step, port])).toEqual([
      ['read', 'main'],
      ['split', 'filtered'],
    ])
    expect(now).toMatchObject({ label: 'row 1', outcome: 'filtered', walkId: '1' })
    expect(now.parts).toBeUndefined()
  })

  it('names what else is different', () => {
    const before = told('a', [stage('map', { after: { city: 'Rome', zip: '1' }, port: 'main' })], {
      outcome: 'created',
    })
    const after = told('a', [stage('map', { after: { city: 'Oslo', zip: '2' }, port: 'error' })], { outcome: 'held' })
    expect(differenceOf(before, after, ['city'])).toEqual({ fields: ['zip'], way: true, outcome: true })
    expect(differenceOf(before, before, [])).toEqual({ fields: [], way: false, outcome: false })
  })
})

describe('typedValue', () => {
  it('keeps the kind of what it replaces where it can', () => {
    expect([
      typedValue('7', 3),
      typedValue('x', 3),
      typedValue('true', false),
      typedValue('', null),
      typedValue('7', 'a'),
    ]).toEqual([7, 'x', true, null, '7'])
    expect([typedValue('[1]', [2]), typedValue('[1', [2])]).toEqual([[1], '[1'])
  })
})
