import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { STEP_KINDS } from '#engine'
import { STEP_PAGES_FILE, stepPagesText } from './step-pages.ts'
import { STEP_SAMPLES } from './step-samples.ts'

test('the page of all steps is up to date (node build/generate/step-pages.ts writes it)', () => {
  expect(readFileSync(STEP_PAGES_FILE, 'utf8')).toBe(stepPagesText())
})

test('every step has its part, with what it is for, all its settings, and samples only of steps that there are', () => {
  const text = stepPagesText()
  for (const { title, about, fields } of STEP_KINDS) {
    const [, rest = ''] = text.split(`\n### ${title}\n`)
    const part = rest.split('\n##')[0] ?? ''
    expect(part).toContain(about)
    for (const { label } of fields) expect(part).toContain(`- **${label}**`)
  }
  const kinds = STEP_KINDS.map(({ kind }) => kind)
  expect(Object.keys(STEP_SAMPLES).filter((kind) => !kinds.includes(kind))).toEqual([])
})
