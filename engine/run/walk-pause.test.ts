import { expect, test } from 'vitest'
import type { RecordStory } from './story.ts'
import { pauseIn } from './walk-pause.ts'

const data = (city: string) => ({ city })
const part: RecordStory = {
  seq: 1,
  label: 'row 1 · 1',
  stages: [
    { step: 'split', before: data('Oslo'), after: data('Oslo'), port: 'main' },
    { step: 'write', before: data('Oslo'), after: data('Oslo'), port: 'error' },
  ],
}
const story: RecordStory = {
  seq: 1,
  label: 'row 1',
  stages: [
    { step: 'read', before: data(' rome '), after: data(' rome '), port: 'main' },
    { step: 'clean', before: data(' rome '), after: data('Rome'), port: 'main' },
    { step: 'check', before: data('Rome'), after: data('Rome'), port: 'rejected' },
  ],
  parts: [part],
}
const when = { all: true, list: [{ field: 'city', is: 'is' as const, value: 'Oslo' }] }

test.each([
  ['at a step', [{ step: 'clean' }], { path: [], stage: 1, breakpoint: 0 }],
  ['by an exit', [{ exit: 'rejected' as const }], { path: [], stage: 2, breakpoint: 0 }],
  ['where it leaves the main way', [{ exit: 'aside' as const }], { path: [], stage: 2, breakpoint: 0 }],
  ['where conditions hold, in a part', [{ when }], { path: [0], stage: 0, breakpoint: 0 }],
  ['where all of it holds', [{ step: 'write', exit: 'error' as const, when }], { path: [0], stage: 1, breakpoint: 0 }],
  [
    'at the first of several',
    [{ exit: 'rejected' as const }, { step: 'clean' }],
    { path: [], stage: 1, breakpoint: 1 },
  ],
])('pauses %s', (_, breakpoints, at) => {
  expect(pauseIn(story, breakpoints)).toEqual(at)
})

test('goes by what does not hold, and what was passed already', () => {
  expect(pauseIn(story, [{ step: 'check', exit: 'main' }])).toBeUndefined()
  expect(
    pauseIn(story, [
      { step: 'write', exit: 'error', when: { all: true, list: [{ field: 'city', is: 'is', value: 'Rome' }] } },
    ]),
  ).toBeUndefined()
  expect(pauseIn(story, [{ step: 'clean' }], { after: 2 })).toBeUndefined()
})

test('comes to the steps of a flow inside by the step that goes through it', () => {
  const inside: RecordStory = {
    seq: 1,
    label: 'row 1',
    stages: [{ step: 'call/check', before: {}, after: {}, port: 'rejected' }],
  }
  expect(pauseIn(inside, [{ step: 'call', exit: 'rejected' }])).toEqual({ path: [], stage: 0, breakpoint: 0 })
})
