/** Importing a system from a terminal: asked about, answered, listed, removed. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ImportQuestion } from '#engine'
import { CLUB_ANSWERS, CLUBS } from '../fixtures/clubs.ts'
import { type ErrorDocument, emptyFolder, sluice, sluiceJson } from './cli-process.ts'

test('questions are told, answers are taken, and the system is listed until it is removed', async () => {
  const folder = emptyFolder()
  const file = join(folder, 'clubs.json')
  const answers = join(folder, 'answers.json')
  writeFileSync(file, JSON.stringify(CLUBS))
  writeFileSync(answers, JSON.stringify(CLUB_ANSWERS))
  const at = ['--data', join(folder, 'data')]

  const asked = await sluiceJson<{ questions: ImportQuestion[]; saved: unknown }>([
    'import',
    'openapi',
    file,
    '--ask',
    ...at,
  ])
  expect(asked.document.questions.map(({ id }) => id)).toContain('create-member.safe')
  expect(asked.document.saved).toBeNull()
  const told = await sluice(['import', 'openapi', file, '--ask', ...at])
  expect(told.stdout).toContain('How is a second member kept from coming about')
  expect(told.stdout).toContain('Nothing was saved.')

  const saved = await sluiceJson<{ saved: { id: string; unsafe: number } }>([
    'import',
    'openapi',
    file,
    '--answers',
    answers,
    ...at,
  ])
  expect(saved.document.saved).toMatchObject({ id: 'api-clubs', operations: 4, unsafe: 0 })
  const listed = await sluiceJson<{ imports: { id: string; origin: string }[] }>(['imports', 'list', ...at])
  expect(listed.document.imports).toMatchObject([{ id: 'api-clubs', origin: 'clubs.json' }])
  expect((await sluice(['imports', 'remove', 'api-clubs', ...at])).status).toBe(0)
  const gone = await sluiceJson<ErrorDocument>(['imports', 'remove', 'api-clubs', ...at])
  expect(gone.document.error.code).toBe('import.not-found')
})

test('answers that cannot be read, or answer nothing, import nothing', async () => {
  const folder = emptyFolder()
  const file = join(folder, 'clubs.json')
  writeFileSync(file, JSON.stringify(CLUBS))
  const at = ['--data', join(folder, 'data')]
  const failing = async (text: string) => {
    const answers = join(folder, 'answers.json')
    writeFileSync(answers, text)
    return (await sluiceJson<ErrorDocument>(['import', 'openapi', file, '--answers', answers, ...at])).document.error
      .code
  }
  expect(await failing('[]')).toBe('file.unreadable')
  expect(await failing('{"create-member.saef":"find:email"}')).toBe('import.answer-unknown')
  writeFileSync(file, 'Hello')
  expect(await failing('{}')).toBe('import.not-a-description')
  expect((await sluice(['imports', 'list', ...at])).stdout).toContain('Nothing is imported yet')
})
