import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findPerson } from '#engine'
import { openStore } from './index.ts'

function freshStore() {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-models-'))
  const store = openStore(folder)
  onTestFinished(() => {
    store.close()
    rmSync(folder, { recursive: true })
  })
  return store
}

const tokens = { in: 1, out: 1 }
const said = (draft: string) => ({ said: { value: { draft } }, tokens })

test('the first answer to a question counts, and practice and live know nothing of each other', () => {
  const { models } = freshStore()
  models.keepAnswer('practice', 'q', said('one'), 's', 1)
  models.keepAnswer('practice', 'q', said('two'), 's', 2)
  expect(models.answer('practice', 'q')).toEqual(said('one'))
  expect(models.answer('live', 'q')).toBeUndefined()
})

test('a person who is erased is erased from answers and labelled samples too', () => {
  const { models, erasures } = freshStore()
  models.keepAnswer('live', 'q', said('Dear ana@example.com'), 's', 1)
  const sample = { flow: 'f', run: 'r', seq: 1, step: 's', by: 'Ada', at: 1 }
  models.correct({ ...sample, input: '{"from":"ana@example.com"}', wanted: { email: 'ana@example.com' } })
  const finder = findPerson({ value: 'ana@example.com' })
  if (!finder) throw new Error('too short')
  const options = { finder, value: 'ana@example.com', by: 'Ada', settle: true, files: [], now: 2, hash: () => 'h' }
  expect(erasures.erase(options).counts.texts).toBe(3)
  expect(JSON.stringify([models.answer('live', 'q'), models.corrections('f', 's')])).not.toContain('ana@')
})
